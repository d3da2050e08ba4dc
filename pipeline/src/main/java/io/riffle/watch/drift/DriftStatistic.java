package io.riffle.watch.drift;

import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;

/** One number in reports about a feature of a window; {@link DriftStatistics} lists them. */
interface DriftStatistic {
    /** The member of reports. */
    String name();

    /** Empty if the feature is of another kind, or if it is not defined for these values. */
    OptionalDouble of(ComparedFeature feature);

    /** Of every feature. */
    static DriftStatistic ofAny(String name, ToDoubleFunction<ComparedFeature> formula) {
        return new Formula<>(name, ComparedFeature.class, any -> true, formula);
    }

    /**
     * Of every feature, from about ten bins; 0 if one side has no values.
     *
     * @param formula of the rows per bin in the reference and in the window
     */
    static DriftStatistic ofBins(String name, ToDoubleBiFunction<long[], long[]> formula) {
        return ofAny(
                name,
                feature -> feature.hasValues()
                        ? formula.applyAsDouble(feature.coarseReference(), feature.coarseCurrent())
                        : 0);
    }

    /** Of numbers, if both sides have values. */
    static DriftStatistic ofNumbers(String name, ToDoubleFunction<ComparedNumber> formula) {
        return new Formula<>(
                name,
                ComparedNumber.class,
                number -> number.hasValues() && !number.range().isEmpty(),
                formula);
    }

    /** Of the window's numbers alone. */
    static DriftStatistic ofCurrentNumbers(String name, ToDoubleFunction<ComparedNumber> formula) {
        return new Formula<>(
                name, ComparedNumber.class, number -> !number.range().isEmpty(), formula);
    }

    static DriftStatistic ofCategories(String name, ToDoubleFunction<ComparedCategory> formula) {
        return new Formula<>(name, ComparedCategory.class, any -> true, formula);
    }

    /**
     * A formula for features of one kind.
     *
     * @param defined for which of them
     */
    record Formula<F extends ComparedFeature>(
            String name, Class<F> kind, Predicate<F> defined, ToDoubleFunction<F> formula) implements DriftStatistic {
        @Override
        public OptionalDouble of(ComparedFeature feature) {
            if (!kind.isInstance(feature) || !defined.test(kind.cast(feature))) {
                return OptionalDouble.empty();
            }
            double value = formula.applyAsDouble(kind.cast(feature));
            return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
        }
    }
}
