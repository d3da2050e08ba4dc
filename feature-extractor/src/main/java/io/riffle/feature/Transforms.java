package io.riffle.feature;

import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The known transforms by name: the built-in ones and those that {@link ServiceLoader} finds beside them. */
public final class Transforms {
    private final Map<String, TransformFactory> factories = new TreeMap<>();

    /**
     * The transforms of some factories.
     *
     * @throws IllegalArgumentException if two factories claim one name
     */
    public Transforms(Iterable<TransformFactory> factories) {
        for (TransformFactory factory : factories) {
            TransformFactory other = this.factories.putIfAbsent(factory.name(), factory);
            if (other != null) {
                throw new IllegalArgumentException("a transform's name must be unique: '" + factory.name()
                        + "' is claimed by " + other.getClass().getName() + " and "
                        + factory.getClass().getName());
            }
        }
    }

    /** All transforms on the class path. */
    public static Transforms load() {
        return new Transforms(ServiceLoader.load(TransformFactory.class));
    }

    public Set<String> names() {
        return new TreeSet<>(factories.keySet());
    }

    /**
     * Makes a declared step.
     *
     * @throws IllegalArgumentException if the name or a parameter is unknown, missing or out of its bounds
     */
    public Transform create(StepSpec step) {
        TransformParameters parameters = new TransformParameters(step);
        Transform transform = factory(step).create(parameters);
        parameters.refuseUnknown();
        return transform;
    }

    /**
     * The factory of a declared step.
     *
     * @throws IllegalArgumentException if the name is unknown
     */
    public TransformFactory factory(StepSpec step) {
        TransformFactory factory = factories.get(step.name());
        if (factory == null) {
            String known = factories.isEmpty()
                    ? "none is on the class path"
                    : "nearest is '" + NearestName.to(step.name(), names()) + "'";
            throw new IllegalArgumentException("a transform must be known: '" + step.name() + "' is not, " + known);
        }
        return factory;
    }
}
