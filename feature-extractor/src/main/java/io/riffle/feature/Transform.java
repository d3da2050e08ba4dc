package io.riffle.feature;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step on a value's way from a {@link FeatureTable} into a tensor. Implement one of the nested interfaces and a
 * {@link TransformFactory} to add a step of your own; the built-in ones are made in the same way. What a transform
 * answers depends on its parameters and the value only, so that training and serving agree. It is made anew for each
 * builder, which belongs to one task: it may keep scratch space from call to call. It runs for every event: no boxing,
 * no allocation, no exception for an odd value.
 *
 * <p>A missing number is {@code NaN}, a missing text {@code null}; a step that has no answer for it passes
 * {@code NaN} on or, where it gives several values, leaves zeros. Numbers are computed in double precision and
 * rounded once, when they are written to the tensor.
 *
 * <pre>{@code
 * public record SquareRoot() implements Transform.NumberToNumber {
 *     public double apply(double value) {
 *         return Math.sqrt(value);
 *     }
 *
 *     public static final class Factory implements TransformFactory {
 *         public String name() {
 *             return "square-root";
 *         }
 *
 *         public Transform create(TransformParameters parameters) {
 *             return new SquareRoot();
 *         }
 *     }
 * }
 * }</pre>
 *
 * with the line {@code com.example.SquareRoot$Factory} in
 * {@code META-INF/services/io.riffle.feature.TransformFactory}, after which a model may say
 * {@code amount: [square-root]}.
 */
public sealed interface Transform {
    /** Names of the values that this step makes of a value with the given name: as many as it makes. */
    default List<String> names(String input) {
        return List.of(input);
    }

    /** Turns a number into another, for example scaling. */
    non-sealed interface NumberToNumber extends Transform {
        double apply(double value);

        /**
         * The same for the first {@code count} values of an array, in place. This loop calls a method for every value;
         * a step that runs in most models may bring a loop of its own, which the compiler can vectorise.
         */
        default void applyAll(double[] values, int count) {
            for (int i = 0; i < count; i++) {
                values[i] = apply(values[i]);
            }
        }
    }

    /** Turns a text into a number, for example its position in a list. */
    non-sealed interface TextToNumber extends Transform {
        double apply(@Nullable String value);
    }

    /** Turns a text into another, for example lower case. */
    non-sealed interface TextToText extends Transform {
        @Nullable
        String apply(@Nullable String value);
    }

    /** Spreads a number over several values; it must be the last step. */
    non-sealed interface NumberToValues extends Transform {
        @Override
        List<String> names(String input);

        void apply(double value, Slots slots);
    }

    /** Spreads a text over several values, for example one per category; it must be the last step. */
    non-sealed interface TextToValues extends Transform {
        @Override
        List<String> names(String input);

        void apply(@Nullable String value, Slots slots);
    }

    /** Joins the values of several columns in one row; it must be the only step behind the joined parts. */
    non-sealed interface RowToValues extends Transform {
        /**
         * Names of the values that this step makes.
         *
         * @param inputs names of the joined parts
         */
        List<String> names(List<String> inputs);

        void apply(RowValues row, Slots slots);
    }

    /** A step that has a list of known categories and counts the texts that are not in it. */
    interface KnowsCategories {
        /** How many unknown texts there were since the last call; a missing text is not unknown. */
        int takeUnknown();
    }

    /** The joined values of one row; a part is either a number or a text. */
    interface RowValues {
        int size();

        /** The name of a part. */
        String name(int part);

        boolean isText(int part);

        /** {@code NaN} if it is missing. */
        double number(int part);

        @Nullable
        String text(int part);
    }

    /** The values of one row that a spreading step may set; all are 0 before. */
    @FunctionalInterface
    interface Slots {
        /** Sets one value; slots are counted from 0 in the order of {@link #names}. */
        void put(int slot, double value);
    }
}
