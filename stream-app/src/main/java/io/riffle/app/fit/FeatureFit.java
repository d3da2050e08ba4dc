package io.riffle.app.fit;

import io.riffle.app.batch.InputLine;
import io.riffle.app.batch.LineReader;
import io.riffle.config.Pipeline;
import io.riffle.deadletter.Rejection;
import io.riffle.decode.EventDecoder;
import io.riffle.decode.WarningCounts;
import io.riffle.decode.envelope.RecordArrays;
import io.riffle.derived.DerivedColumns;
import io.riffle.expression.column.ColumnLanguage;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.TensorSpec;
import io.riffle.feature.Transforms;
import io.riffle.feature.fit.TensorLearner;
import io.riffle.frame.EventFrame;
import io.riffle.frame.FrameRow;
import io.riffle.metrics.FeatureMetrics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Learns a model's inputs from recorded events with the code that serves: the decoder and the formulas. Profile and
 * history are not recorded with the events, so their features are missing.
 */
public final class FeatureFit {
    private static final int ROWS = 1024;
    private static final int SHOWN = 3;

    private final List<TensorLearner> learners;
    private final EventDecoder decoder;
    private final DerivedColumns derived;
    private final RecordArrays arrays;
    private final EventFrame frame;
    private final WarningCounts warnings = new WarningCounts();
    private final List<String> refusals = new ArrayList<>();
    private long accepted;
    private long refused;

    /** @throws IllegalArgumentException if the inputs name an unknown feature, transform or parameter */
    public FeatureFit(Pipeline pipeline, List<TensorSpec> inputs) {
        FeatureSchema schema = pipeline.schema();
        Transforms transforms = Transforms.load();
        learners = inputs.stream()
                .map(input -> new TensorLearner(input, schema, transforms))
                .toList();
        decoder = new EventDecoder(pipeline.event().recorded(), schema);
        derived = new DerivedColumns(pipeline.derived(), schema, new ColumnLanguage(), FeatureMetrics.NONE);
        arrays = new RecordArrays(pipeline.event());
        frame = new EventFrame(schema, ROWS);
        frame.clear(ROWS);
    }

    /** Sees all events of a file; those that the pipeline would refuse teach nothing and are counted. */
    public void read(String file, LineReader lines) throws IOException {
        for (List<InputLine> some = lines.read(ROWS); !some.isEmpty(); some = lines.read(ROWS)) {
            some.forEach(line -> decode(file, line));
            learn();
        }
    }

    private void decode(String file, InputLine line) {
        long number = line.number() + 1;
        for (FrameRow each : arrays.of(line.timed(file))) {
            if (frame.size() == ROWS) {
                learn();
            }
            Optional<Rejection> rejection =
                    decoder.decode(each, frame, warnings).rejection();
            rejection.ifPresent(why -> refuse(file + ":" + number + " " + why.message()));
        }
    }

    private void refuse(String problem) {
        refused++;
        if (refusals.size() < SHOWN) {
            refusals.add(problem);
        }
    }

    private void learn() {
        derived.fill(frame.features(), frame.size());
        learners.forEach(learner -> learner.add(frame.features(), frame.size()));
        accepted += frame.size();
        frame.clear(ROWS);
    }

    /** Adds what another fit of the same inputs saw. */
    public void merge(FeatureFit other) {
        for (int i = 0; i < learners.size(); i++) {
            learners.get(i).merge(other.learners.get(i));
        }
        accepted += other.accepted;
        refused += other.refused;
        other.refusals.stream().limit(SHOWN - (long) refusals.size()).forEach(refusals::add);
    }

    public long accepted() {
        return accepted;
    }

    public long refused() {
        return refused;
    }

    /** The first refused events, with their lines. */
    public List<String> refusals() {
        return List.copyOf(refusals);
    }

    /**
     * The tensors with all that their columns learned.
     *
     * @throws IllegalArgumentException if a column taught nothing; one line per column
     */
    public List<TensorSpec> finish() {
        return learners.stream().map(TensorLearner::finish).toList();
    }
}
