package io.riffle.feature;

/** The example of {@link Transform}'s documentation, found like the built-in ones. */
public record SquareRoot() implements Transform.NumberToNumber {
    @Override
    public double apply(double value) {
        return Math.sqrt(value);
    }

    public static final class Factory implements TransformFactory {
        @Override
        public String name() {
            return "square-root";
        }

        @Override
        public Transform create(TransformParameters parameters) {
            return new SquareRoot();
        }
    }
}
