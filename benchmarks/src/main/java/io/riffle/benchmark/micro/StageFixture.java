package io.riffle.benchmark.micro;

import io.riffle.benchmark.RiffleFiles;
import io.riffle.benchmark.workload.Workload;
import io.riffle.config.Pipeline;
import io.riffle.decode.EventDecoder;
import io.riffle.decode.WarningCounts;
import io.riffle.feature.TensorBuilder;
import io.riffle.feature.Transforms;
import io.riffle.frame.EventFrame;
import io.riffle.frame.FrameRow;
import io.riffle.frame.ScoredFrame;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.folder.FileModelRegistry;
import io.riffle.model.folder.ModelFolder;
import io.riffle.routing.PredictionWriter;
import io.riffle.scoring.ModelLoader;
import io.riffle.scoring.ScoreResult;
import io.riffle.scoring.Scorer;
import io.riffle.scoring.onnx.OnnxModelRuntime;
import io.riffle.window.EntityHistory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One full frame of events and everything that works on it, made from the files that the other benchmarks use. */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH calls setUp before anything else
public class StageFixture {
    static final int ROWS = 256;

    private static final int EVENTS_PER_HOUR = 30;
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private List<FrameRow> rows;
    private byte[][] histories;
    private EventFrame frame;
    private EventDecoder decoder;
    private EntityHistory history;
    private TensorBuilder tensor;
    private ByteBuffer buffer;
    private OnnxModelRuntime runtime;
    private Scorer scorer;
    private Scorer.Run run;
    private PredictionWriter writer;
    private ScoredFrame scored;

    @Setup
    public void setUp() throws IOException, ModelRefusedException {
        try (RiffleFiles files = RiffleFiles.create()) {
            Pipeline pipeline = files.pipeline();
            ModelFolder model = new FileModelRegistry(
                            pipeline.models().directory(), pipeline.models().maxBytes())
                    .open("1");
            prepareFrame(pipeline);
            prepareModel(pipeline, model);
        }
    }

    private void prepareFrame(Pipeline pipeline) throws IOException {
        Workload workload = Workload.of(ROWS * EVENTS_PER_HOUR, ROWS);
        rows = EventRows.of(workload, ROWS);
        frame = new EventFrame(pipeline.schema(), ROWS);
        decoder = new EventDecoder(pipeline.event(), pipeline.schema());
        history = new EntityHistory(pipeline.history().windows(), pipeline.schema());
        decode();
        histories = new byte[ROWS][];
        for (int row = 0; row < ROWS; row++) {
            histories[row] = hourBefore(row);
        }
        updateHistory();
    }

    /** A card's events in the hour before, so that the record has its usual size. */
    private byte[] hourBefore(int row) {
        history.read(null);
        long step = Duration.ofHours(1).toMillis() / EVENTS_PER_HOUR;
        for (int past = EVENTS_PER_HOUR; past > 0; past--) {
            history.add(frame.features(), row, frame.eventTime(row) - past * step);
        }
        return record();
    }

    private byte[] record() {
        return Objects.requireNonNull(history.write(), "a history with an event has a record");
    }

    private void prepareModel(Pipeline pipeline, ModelFolder model) throws ModelRefusedException {
        runtime = new OnnxModelRuntime(Transforms.load(), LIMIT, LIMIT, System::nanoTime);
        scorer = new ModelLoader(runtime, pipeline.models().maxBytes(), ROWS).load(model, pipeline.schema());
        run = scorer.open(ROWS);
        tensor = TensorBuilder.create(model.manifest().inputs().get(0), pipeline.schema());
        buffer = ByteBuffer.allocateDirect(ROWS * tensor.width() * Float.BYTES).order(ByteOrder.nativeOrder());
        writer = new PredictionWriter(List.of(), pipeline.schema());
        ScoreResult result = score();
        scored = new ScoredFrame(
                frame,
                scorer.model(),
                scorer.version(),
                "champion",
                result.scores().clone(),
                result.labels(),
                result.outputs());
    }

    @TearDown
    public void tearDown() {
        run.close();
        scorer.close();
        runtime.close();
    }

    EventFrame decode() {
        frame.clear(ROWS);
        WarningCounts warnings = new WarningCounts();
        for (FrameRow row : rows) {
            decoder.decode(row, frame, warnings).rejection().ifPresent(rejection -> {
                throw new IllegalStateException("every event must be valid: " + rejection);
            });
        }
        return frame;
    }

    int updateHistory() {
        int bytes = 0;
        for (int row = 0; row < ROWS; row++) {
            history.read(histories[row]);
            history.add(frame.features(), row, frame.eventTime(row));
            bytes += record().length;
        }
        return bytes;
    }

    ByteBuffer extract() {
        buffer.clear();
        tensor.write(frame.features(), 0, ROWS, buffer);
        return buffer;
    }

    ScoreResult score() {
        return run.score(frame.features(), ROWS);
    }

    int writePredictions() {
        PredictionWriter.Rows predictions = writer.rows(scored);
        int bytes = 0;
        for (int row = 0; row < ROWS; row++) {
            bytes += predictions.write(row).length;
        }
        return bytes;
    }
}
