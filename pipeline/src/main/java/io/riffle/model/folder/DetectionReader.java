package io.riffle.model.folder;

/** Reads {@code output.detection}. */
final class DetectionReader {
    private static final int MOST_VALUES = 10_000;

    private DetectionReader() {}

    static DetectionSpec read(Section section) {
        int values = whole(section, "values", 6, 6);
        int classAt = whole(section, "class", 0, 0);
        int confidenceAt = whole(section, "confidence", 1, 0);
        int boxAt = whole(section, "box", 2, 0);
        boolean centred = flag(section, "centred");
        boolean shares = flag(section, "shares");
        double threshold = share(section, "threshold", 0.5);
        double overlap = share(section, "overlap", 0.5);
        int most = whole(section, "most", 20, 1);
        section.end();
        try {
            return new DetectionSpec(values, classAt, confidenceAt, boxAt, centred, shares, threshold, overlap, most);
        } catch (IllegalArgumentException misfit) {
            section.problem(String.valueOf(misfit.getMessage()));
            return new DetectionSpec(6, 0, 1, 2, centred, shares, threshold, overlap, 1);
        }
    }

    private static int whole(Section section, String key, int usual, int least) {
        long value = section.has(key) ? section.count(key) : usual;
        if (value < least || value > MOST_VALUES) {
            section.problem(key, "must be a whole number from " + least + " to " + MOST_VALUES, section.raw(key));
            return usual;
        }
        return (int) value;
    }

    private static double share(Section section, String key, double usual) {
        double value = section.has(key) ? section.number(key) : usual;
        if (!(value >= 0 && value <= 1)) {
            section.problem(key, "must be a number from 0 to 1", section.raw(key));
        }
        return value;
    }

    private static boolean flag(Section section, String key) {
        if (section.has(key) && !section.raw(key).isBoolean()) {
            section.problem(key, "must be true or false", section.raw(key));
        }
        return section.raw(key).asBoolean();
    }
}
