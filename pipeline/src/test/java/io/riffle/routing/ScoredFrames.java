package io.riffle.routing;

import io.riffle.config.AlertRule;
import io.riffle.config.AlertRule.Comparison;
import io.riffle.feature.Feature;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureSource;
import io.riffle.feature.FeatureStatus;
import io.riffle.feature.FeatureType;
import io.riffle.feature.TensorType;
import io.riffle.frame.EventFrame;
import io.riffle.frame.FrameRow;
import io.riffle.frame.OutputColumn;
import io.riffle.frame.ScoredFrame;
import io.riffle.frame.SourcePosition;
import io.riffle.schema.Degradation;
import io.riffle.schema.Severity;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Two scored events: a plain one, and one with everything that is unusual. */
final class ScoredFrames {
    static final String ODD = "q\"b\\s/\u0001\n\u00e9\u20ac\ud83d\ude00\u2028";
    static final FeatureSchema SCHEMA = new FeatureSchema(List.of(
            new Feature("event_time", FeatureType.NUMBER, FeatureSource.EVENT),
            new Feature("amount", FeatureType.NUMBER, FeatureSource.EVENT),
            new Feature("items", FeatureType.INTEGER, FeatureSource.EVENT),
            new Feature("online", FeatureType.BOOLEAN, FeatureSource.EVENT),
            new Feature("note", FeatureType.TEXT, FeatureSource.EVENT),
            new Feature("avg", FeatureType.NUMBER, FeatureSource.PROFILE),
            new Feature("home", FeatureType.CATEGORY, FeatureSource.PROFILE)));
    static final List<String> INCLUDED = List.of("amount", "items", "online", "note");
    static final AlertRule LIKELY = new AlertRule("likely-fraud", Comparison.AT_LEAST, 0.9, Severity.HIGH);
    static final AlertRule UNLIKELY = new AlertRule("un\"likely", Comparison.BELOW, 1e-7, Severity.LOW);

    private ScoredFrames() {}

    static ScoredFrame two() {
        EventFrame events = new EventFrame(SCHEMA, 2);
        events.clear(2);
        events.add(row(11, new RecordHeaders()), "e1", "card-1", 1_736_121_600_000L);
        events.features().number(1, 1, 0.1);
        events.features().number(2, 1, 3);
        events.features().number(3, 1, 1);
        events.features().text(4, 1, ODD);
        events.features().number(5, 0, 2.5);
        events.features().age(5, 0, 7_000);
        events.features().text(6, 0, "DE");
        events.features().number(5, 1, 60);
        events.features().status(5, 1, FeatureStatus.STALE);
        events.features().age(5, 1, -3);
        Headers headers = new RecordHeaders();
        header(headers, "traceparent", "00-abc");
        header(headers, "content-type", "application/cloudevents+json");
        header(headers, "ce_id", "e2");
        events.add(row(12, headers), ODD, ODD, 1_736_121_600_001L);
        events.warn(1, "unknown_category:service");
        events.warn(1, "undeclared_field:x");
        events.degrade(1, Degradation.PROFILE_STALE);
        events.degrade(1, Degradation.PROFILE_MISSING);
        return new ScoredFrame(
                events, "fraud", "2", "champion", new double[] {0.9f, 0.95f}, new String[] {"0", ODD}, outputs());
    }

    private static List<OutputColumn> outputs() {
        return List.of(
                new OutputColumn("p", TensorType.FLOAT32, 2, new float[] {0.1f, 0.9f, 0.05f, 1.0e-9f}),
                new OutputColumn("d", TensorType.FLOAT64, 1, new double[] {1.0 / 3, Double.NaN}),
                new OutputColumn("l", TensorType.INT64, 1, new long[] {Long.MIN_VALUE, Long.MAX_VALUE}),
                new OutputColumn("i", TensorType.INT32, 1, new int[] {-7, 7}),
                new OutputColumn("b", TensorType.BOOL, 1, new boolean[] {true, false}),
                new OutputColumn("s", TensorType.STRING, 1, new String[] {"normal", ODD}));
    }

    private static FrameRow row(long offset, Headers headers) {
        return FrameRow.of(new SourcePosition("payments", 3, offset), 1_736_121_600_500L, null, new byte[0], headers);
    }

    private static void header(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
