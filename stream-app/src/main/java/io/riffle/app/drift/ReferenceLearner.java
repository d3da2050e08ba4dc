package io.riffle.app.drift;

import io.riffle.config.EventConfig;
import io.riffle.config.EventTimeConfig;
import io.riffle.config.Pipeline;
import io.riffle.decode.EventDecoder;
import io.riffle.decode.WarningCounts;
import io.riffle.derived.DerivedColumns;
import io.riffle.derived.DerivedInputs;
import io.riffle.expression.jexl.JexlLanguage;
import io.riffle.feature.Feature;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureSource;
import io.riffle.feature.FeatureType;
import io.riffle.frame.EventFrame;
import io.riffle.frame.FrameRow;
import io.riffle.frame.SourcePosition;
import io.riffle.metrics.FeatureMetrics;
import io.riffle.window.EntityHistory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Learns a reference profile from events of a file, with the decoder, the history and the formulas that serve. Features of
 * profiles in Redis, and formulas that read them, are left out: what they were when the events happened is not known.
 */
public final class ReferenceLearner {
    private final FeatureSchema schema;
    private final EventDecoder decoder;
    private final EntityHistory history;
    private final DerivedColumns derived;
    private final EventFrame frame;
    private final WarningCounts warnings = new WarningCounts();
    private final Map<String, byte[]> histories = new HashMap<>();
    private final Map<Feature, List<Double>> numbers = new LinkedHashMap<>();
    private final Map<Feature, List<String>> texts = new LinkedHashMap<>();
    private long rows;
    private long refused;

    public ReferenceLearner(Pipeline pipeline) {
        schema = pipeline.schema();
        decoder = new EventDecoder(recorded(pipeline.event()), schema);
        history = pipeline.history().entityHistory(schema);
        derived = new DerivedColumns(pipeline.derived(), schema, new JexlLanguage(), FeatureMetrics.NONE);
        frame = new EventFrame(schema, 1);
        Set<String> unknown = unknown(pipeline);
        for (Feature feature : schema.features()) {
            boolean known = !unknown.contains(feature.name()) && !feature.name().equals(FeatureSchema.EVENT_TIME);
            if (known && feature.type() == FeatureType.CATEGORY) {
                texts.put(feature, new ArrayList<>());
            } else if (known && !feature.type().isText()) {
                numbers.put(feature, new ArrayList<>());
            }
        }
    }

    /** Profiles, and the formulas that read them. */
    private static Set<String> unknown(Pipeline pipeline) {
        Set<String> unknown = pipeline.schema().features().stream()
                .filter(feature -> feature.source() == FeatureSource.PROFILE)
                .map(Feature::name)
                .collect(Collectors.toSet());
        unknown.addAll(DerivedInputs.needing(unknown, pipeline.derived()));
        return unknown;
    }

    /** Lines of a file have neither a record key nor a record timestamp to be compared with. */
    private static EventConfig recorded(EventConfig event) {
        EventTimeConfig time =
                new EventTimeConfig(event.time().field(), event.time().unit(), Optional.empty(), Optional.empty());
        return new EventConfig(
                event.id(),
                event.entity(),
                time,
                false,
                event.maxBytes(),
                event.fieldsIn(),
                event.duplicates(),
                event.fields(),
                event.value());
    }

    /** Reads JSON lines, compressed where the name ends with {@code .gz}; a line is everything up to byte 0x0A. */
    public void read(Path file) throws IOException {
        try (InputStream raw = Files.newInputStream(file);
                InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            byte[] all = plain.readAllBytes();
            int start = 0;
            for (int i = 0; i <= all.length; i++) {
                if (i == all.length || all[i] == '\n') {
                    if (i > start) {
                        add(Arrays.copyOfRange(all, start, i));
                    }
                    start = i + 1;
                }
            }
        }
    }

    private void add(byte[] line) {
        frame.clear(1);
        FrameRow row =
                FrameRow.of(new SourcePosition("reference", 0, rows + refused), 0, null, line, new RecordHeaders());
        if (decoder.decode(row, frame, warnings).isPresent() || frame.size() == 0) {
            refused++;
            return;
        }
        rows++;
        String entity = frame.entity(0);
        history.read(histories.get(entity));
        history.add(frame.features(), 0, frame.eventTime(0));
        derived.fill(frame.features(), 1);
        byte[] record = history.write();
        if (record != null) {
            histories.put(entity, record);
        }
        numbers.forEach((feature, values) -> {
            double value = frame.features().number(schema.column(feature.name()), 0);
            if (!Double.isNaN(value)) {
                values.add(value);
            }
        });
        texts.forEach((feature, values) -> {
            String value = frame.features().text(schema.column(feature.name()), 0);
            if (value != null) {
                values.add(value);
            }
        });
    }

    /** Events that were counted. */
    public long rows() {
        return rows;
    }

    /** Events that the pipeline would not score. */
    public long refused() {
        return refused;
    }

    /** The section for a model.yaml. */
    public String text() {
        return ReferenceText.of(rows, numbers, texts);
    }
}
