package io.riffle.enrichment;

import io.riffle.config.ProfileField;
import io.riffle.feature.FeatureSchema;
import io.riffle.frame.EventFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a frame leaves in the store: for each of its entities the features of the latest event, by the time it counts at. An event that
 * came late has features as of its own time; they are older than what is stored and change nothing.
 */
public final class HistoryValues {
    private static final double EXACT = 1L << 53;

    private final List<ProfileField> fields;
    private final int[] columns;
    private final Duration keep;

    /** @param fields features of history, as whoever reads them declares them */
    public HistoryValues(List<ProfileField> fields, FeatureSchema schema) {
        this.fields = List.copyOf(fields);
        columns = fields.stream().mapToInt(field -> schema.column(field.name())).toArray();
        keep = fields.stream()
                .flatMap(field -> field.ttl().stream())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** One update per entity. */
    public List<ProfileUpdate> of(EventFrame frame) {
        Map<String, Integer> latest = new LinkedHashMap<>();
        for (int row = 0; row < frame.size(); row++) {
            latest.merge(
                    frame.entity(row),
                    row,
                    (before, now) -> frame.countedTime(now) >= frame.countedTime(before) ? now : before);
        }
        List<ProfileUpdate> updates = new ArrayList<>(latest.size());
        latest.forEach((entity, row) -> {
            if (frame.countedTime(row) >= 0) {
                updates.add(update(frame, entity, row));
            }
        });
        return updates;
    }

    /** A feature without a value, such as the mean of nothing, must not leave an old one behind. */
    private ProfileUpdate update(EventFrame frame, String entity, int row) {
        Map<String, String> values = new LinkedHashMap<>();
        List<String> gone = new ArrayList<>();
        for (int i = 0; i < columns.length; i++) {
            double value = frame.features().number(columns[i], row);
            if (Double.isFinite(value)) {
                values.put(fields.get(i).storedName(), text(value));
            } else {
                gone.add(fields.get(i).storedName());
            }
        }
        return new ProfileUpdate(entity, values, gone, frame.countedTime(row), keep);
    }

    /** The shortest text that is read as the same number. */
    private static String text(double value) {
        return value == Math.rint(value) && Math.abs(value) < EXACT
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
