package io.riffle.model.folder;

import io.riffle.settings.Section;
import io.riffle.settings.Value;
import java.util.Optional;

/** Reads {@code output.detection}. */
final class DetectionReader {
    private static final int MOST_VALUES = 10_000;
    private static final DetectionSpec USUAL = new DetectionSpec(6, 0, 1, 2, false, false, 0.5, 0.5, 20);

    DetectionSpec read(Section section) {
        int values = whole(section.at("values"), USUAL.values(), 6);
        int classAt = whole(section.at("class"), USUAL.classAt(), 0);
        int confidenceAt = whole(section.at("confidence"), USUAL.confidenceAt(), 0);
        int boxAt = whole(section.at("box"), USUAL.boxAt(), 0);
        boolean centred = section.at("centred").flag();
        boolean shares = section.at("shares").flag();
        double threshold = share(section.at("threshold"), USUAL.threshold());
        double overlap = share(section.at("overlap"), USUAL.overlap());
        int most = whole(section.at("most"), USUAL.most(), 1);
        return section.build(() -> new DetectionSpec(
                        values, classAt, confidenceAt, boxAt, centred, shares, threshold, overlap, most))
                .orElse(USUAL);
    }

    private static int whole(Value value, int usual, int least) {
        if (!value.isPresent()) {
            return usual;
        }
        Optional<Long> whole = value.whole().filter(number -> number >= least && number <= MOST_VALUES);
        if (whole.isEmpty()) {
            value.problem("must be a whole number from " + least + " to " + MOST_VALUES);
        }
        return whole.map(Long::intValue).orElse(usual);
    }

    private static double share(Value value, double usual) {
        if (!value.isPresent()) {
            return usual;
        }
        double share = value.number();
        if (!(share >= 0 && share <= 1)) {
            value.problem("must be a number from 0 to 1");
            return usual;
        }
        return share;
    }
}
