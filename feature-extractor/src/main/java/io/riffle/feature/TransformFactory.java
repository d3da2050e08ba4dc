package io.riffle.feature;

/**
 * Makes a transform from declared parameters. Factories are found by {@link java.util.ServiceLoader}: name the class,
 * which must be public with a public constructor without parameters, in
 * {@code META-INF/services/io.riffle.feature.TransformFactory}. See {@link Transform} for an example.
 */
public interface TransformFactory {
    /** What a model's manifest calls the step, in kebab case, for example {@code standard-scale}. */
    String name();

    /**
     * Reads the parameters; a parameter that was not asked for is reported to the user as unknown.
     *
     * @throws IllegalArgumentException naming the parameter, the rule and the value found
     */
    Transform create(TransformParameters parameters);
}
