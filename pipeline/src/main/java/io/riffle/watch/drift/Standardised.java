package io.riffle.watch.drift;

import io.riffle.stats.BinEdges;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A number in deviations from the mean of its reference, both from the middles of the reference's bins. */
record Standardised(int column, double mean, double deviation) {
    /** Empty where the layout has no such number, or the reference no rows. */
    static Optional<Standardised> of(DriftLayout layout, String name) {
        return layout.features().stream()
                .filter(feature -> feature.name().equals(name))
                .filter(CountedFeature.OfNumber.class::isInstance)
                .map(CountedFeature.OfNumber.class::cast)
                .findFirst()
                .flatMap(Standardised::of);
    }

    private static Optional<Standardised> of(CountedFeature.OfNumber number) {
        BinEdges edges = number.edges();
        long[] counts = number.reference();
        double rows = 0;
        double sum = 0;
        double squares = 0;
        for (int bin = 0; bin < counts.length && edges.bins() > 1; bin++) {
            double middle = edges.middle(bin) - number.pivot();
            rows += counts[bin];
            sum += counts[bin] * middle;
            squares += counts[bin] * middle * middle;
        }
        if (rows == 0) {
            return Optional.empty();
        }
        double mean = sum / rows;
        double deviation = Math.sqrt(Math.max(0, squares / rows - mean * mean));
        return Optional.of(new Standardised(number.column(), mean + number.pivot(), deviation > 0 ? deviation : 1));
    }

    /** Tells scales apart; the column is where a value is found, not what it means. */
    byte[] toBytes() {
        return ByteBuffer.allocate(2 * Double.BYTES)
                .putDouble(mean)
                .putDouble(deviation)
                .array();
    }

    double of(double value) {
        return (value - mean) / deviation;
    }
}
