package io.riffle.benchmark.micro;

import io.riffle.config.event.FieldConfig;
import io.riffle.feature.Feature;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureSource;
import io.riffle.feature.FeatureType;
import io.riffle.frame.EventFrame;
import io.riffle.frame.FrameRow;
import io.riffle.frame.SourcePosition;
import io.riffle.watch.quality.QualityCounts;
import io.riffle.watch.quality.QualityLayout;
import io.riffle.watch.quality.RowQuality;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A frame in which a twentieth of the values is missing, and the counts of one window. */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH calls setUp before anything else
public class QualityFixture {
    static final int ROWS = 256;

    private static final int FIELDS = 32;

    private RowQuality rules;
    private QualityCounts counts;
    private EventFrame events;

    @Setup
    public void setUp() {
        List<Feature> features = new ArrayList<>();
        List<FieldConfig> fields = new ArrayList<>();
        for (int i = 0; i < FIELDS; i++) {
            features.add(new Feature("field_" + i, FeatureType.NUMBER, FeatureSource.EVENT));
            fields.add(FieldConfig.of("field_" + i, FeatureType.NUMBER));
        }
        FeatureSchema schema = new FeatureSchema(features);
        QualityLayout layout = QualityLayout.of(fields, schema);
        rules = new RowQuality(layout, 60_000);
        counts = new QualityCounts(layout.slots());
        events = events(schema);
    }

    private static EventFrame events(FeatureSchema schema) {
        Random random = new Random(1);
        EventFrame events = new EventFrame(schema, ROWS);
        events.clear(ROWS);
        for (int row = 0; row < ROWS; row++) {
            for (int i = 0; i < FIELDS; i++) {
                if (random.nextInt(20) > 0) {
                    events.features().number(i, row, random.nextDouble());
                }
            }
            FrameRow source = FrameRow.of(
                    new SourcePosition("benchmark.events", 0, row),
                    1_000_000L + random.nextInt(100_000),
                    new byte[0],
                    new byte[0],
                    new RecordHeaders());
            events.add(source, "event-" + row, "entity", 1_000_000L);
        }
        return events;
    }

    byte[] count(int rows) {
        for (int row = 0; row < rows; row++) {
            rules.accepted(events, row, counts);
        }
        return counts.toBytes();
    }
}
