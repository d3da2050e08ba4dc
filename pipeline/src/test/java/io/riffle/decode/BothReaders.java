package io.riffle.decode;

import io.riffle.config.event.EventConfig;
import io.riffle.deadletter.Rejection;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureTable;
import io.riffle.frame.EventFrame;
import io.riffle.frame.FrameRow;
import io.riffle.schema.QualityWarning;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Two decoders of the same events, one of them without the fast reader: they must say the same, bit for bit. */
final class BothReaders {
    private static final int ROWS = 16;
    /** Jackson remembers names that never come again, and becomes slower with each. */
    private static final int DECODER_EVENTS = 1_000;

    private final EventConfig config;
    private final FeatureSchema schema;
    private EventDecoder usual;
    private EventDecoder complete;
    private final EventFrame usualFrame;
    private final EventFrame completeFrame;
    private final WarningCounts usualWarnings = new WarningCounts();
    private final WarningCounts completeWarnings = new WarningCounts();
    private int decoded;
    private int fast;
    private int slow;
    private int refused;

    BothReaders(EventConfig config) {
        this.config = config;
        schema = EventConfigs.schema(config);
        usual = new EventDecoder(config, schema);
        complete = new EventDecoder(config, schema, EventFormats.alone(config), false);
        usualFrame = new EventFrame(schema, ROWS);
        completeFrame = new EventFrame(schema, ROWS);
        usualFrame.clear(ROWS);
        completeFrame.clear(ROWS);
    }

    /** Decodes an event with both. */
    void decode(FrameRow event) {
        if (usualFrame.size() == ROWS) {
            usualFrame.clear(ROWS);
            completeFrame.clear(ROWS);
        }
        if (++decoded % DECODER_EVENTS == 0) {
            usual = new EventDecoder(config, schema);
            complete = new EventDecoder(config, schema, EventFormats.alone(config), false);
        }
        int row = usualFrame.size();
        Optional<Rejection> found =
                usual.decode(event, usualFrame, usualWarnings).rejection();
        Optional<Rejection> expected =
                complete.decode(event, completeFrame, completeWarnings).rejection();
        same("verdict", expected, found, event);
        same("size", completeFrame.size(), usualFrame.size(), event);
        compareFeatures(row, event);
        if (found.isEmpty()) {
            compareRow(row, event);
        }
        for (QualityWarning kind : QualityWarning.values()) {
            same(kind.label(), completeWarnings.rows(kind), usualWarnings.rows(kind), event);
        }
        int slowRows = usual.takeSlowRows();
        slow += slowRows;
        refused += found.isPresent() ? 1 : 0;
        fast += found.isPresent() ? 0 : 1 - slowRows;
    }

    /** How many events the fast reader accepted. */
    int fast() {
        return fast;
    }

    /** How many events were accepted by the complete reader. */
    int slow() {
        return slow;
    }

    int refused() {
        return refused;
    }

    private void compareRow(int row, FrameRow event) {
        same("id", completeFrame.eventId(row), usualFrame.eventId(row), event);
        same("entity", completeFrame.entity(row), usualFrame.entity(row), event);
        same("time", completeFrame.eventTime(row), usualFrame.eventTime(row), event);
        same("warnings", completeFrame.warnings(row), usualFrame.warnings(row), event);
    }

    private void compareFeatures(int row, FrameRow event) {
        FeatureTable expected = completeFrame.features();
        FeatureTable found = usualFrame.features();
        for (int column = 0; column < schema.size(); column++) {
            String name = schema.feature(column).name();
            same(name, expected.status(column, row), found.status(column, row), event);
            if (schema.feature(column).type().isNumber()) {
                long bits = Double.doubleToRawLongBits(expected.number(column, row));
                same(name, bits, Double.doubleToRawLongBits(found.number(column, row)), event);
            } else {
                same(name, expected.text(column, row), found.text(column, row), event);
            }
        }
    }

    private static void same(String what, Object expected, Object found, FrameRow event) {
        if (expected == null ? found != null : !expected.equals(found)) {
            byte[] value = event.value();
            throw new AssertionError(what + " must be " + expected + ": was " + found + " in "
                    + (value == null ? "null" : new String(value, StandardCharsets.UTF_8)) + ", bytes "
                    + Arrays.toString(value));
        }
    }
}
