package io.riffle.app.fit;

import io.riffle.app.batch.DumpFormat;
import io.riffle.app.batch.EventFile;
import io.riffle.app.batch.InputLine;
import io.riffle.app.batch.LineReader;
import io.riffle.config.Pipeline;
import io.riffle.decode.Decoded;
import io.riffle.decode.EventDecoder;
import io.riffle.decode.WarningCounts;
import io.riffle.decode.envelope.RecordArrays;
import io.riffle.derived.DerivedColumns;
import io.riffle.derived.DerivedInputs;
import io.riffle.expression.column.ColumnLanguage;
import io.riffle.feature.Feature;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureSource;
import io.riffle.feature.FeatureType;
import io.riffle.frame.EventFrame;
import io.riffle.frame.FrameRow;
import io.riffle.metrics.FeatureMetrics;
import io.riffle.window.EntityHistory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Learns a reference profile from events of a file, with the decoder, the history and the formulas that serve. Features of
 * profiles in Redis, and formulas that read them, are left out: what they were when the events happened is not known.
 */
public final class ReferenceLearner {
    private static final int SOME = 1024;
    private final FeatureSchema schema;
    private final EventDecoder decoder;
    private final EntityHistory history;
    private final DerivedColumns derived;
    private final RecordArrays arrays;
    private final EventFrame frame;
    private final WarningCounts warnings = new WarningCounts();
    private final Map<String, byte[]> histories = new HashMap<>();
    private final Map<Feature, List<Double>> numbers = new LinkedHashMap<>();
    private final Map<Feature, List<String>> texts = new LinkedHashMap<>();
    private final EventPeriod period = new EventPeriod();
    private final EventFile files;
    private long rows;
    private long refused;

    public ReferenceLearner(Pipeline pipeline) {
        schema = pipeline.schema();
        files = new EventFile(pipeline.event(), DumpFormat.AUTO);
        decoder = new EventDecoder(pipeline.event().recorded(), schema);
        history = pipeline.history().entityHistory(schema);
        derived = new DerivedColumns(pipeline.derived(), schema, new ColumnLanguage(), FeatureMetrics.NONE);
        arrays = new RecordArrays(pipeline.event());
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

    /** Reads events, one a line, packed with gzip or not. */
    public void read(Path file) throws IOException {
        try (LineReader lines = files.open(file)) {
            for (List<InputLine> some = lines.read(SOME); !some.isEmpty(); some = lines.read(SOME)) {
                some.forEach(this::add);
            }
        }
    }

    private void add(InputLine line) {
        arrays.of(line.timed("reference")).forEach(this::add);
    }

    private void add(FrameRow row) {
        frame.clear(1);
        Decoded decoded = decoder.decode(row, frame, warnings);
        if (decoded != Decoded.Accepted.ACCEPTED) {
            refused += decoded.rejection().isPresent() ? 1 : 0;
            return;
        }
        rows++;
        period.add(frame.countedTime(0));
        String entity = frame.entity(0);
        history.read(histories.get(entity));
        history.add(frame.features(), 0, frame.countedTime(0));
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
        return ReferenceText.of(rows, period, numbers, texts);
    }
}
