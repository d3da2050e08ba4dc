package io.riffle.watch.quality;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.config.ConfigLoader;
import io.riffle.config.Pipeline;
import io.riffle.deadletter.DeadLetters;
import io.riffle.frame.ReachedTime;
import io.riffle.metrics.QualityMetrics;
import io.riffle.watch.window.ClosedWindow;
import io.riffle.watch.window.CountingPlace;
import io.riffle.watch.window.WindowKey;
import io.riffle.watch.window.WindowPart;
import io.riffle.watch.window.WindowedCounting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Fields that are declared anew while a window is open: what is reported is right, and what was counted under other
 * fields is not taken for it.
 */
class ChangedFieldsTest {
    private static final long START = 1_736_121_600_000L;
    private static final long MINUTE = 60_000;
    private static final String AMOUNT = "    amount: {type: number, required: true}\n";
    private static final String SHOP = "    shop: {type: category, required: true}\n";
    private static final String AGE = "    age: {type: integer, required: true}\n";

    @TempDir
    private Path folder;

    private final KeyValueStore<Bytes, byte[]> store =
            Stores.inMemoryKeyValueStore(QualityProcessor.OPEN_WINDOWS).get();
    private final List<Record<byte[], byte[]>> parts = new ArrayList<>();

    /** @param kept whether what was counted before the change is reported with what came after it */
    private record Change(String what, String before, String after, boolean kept) {
        @Override
        public String toString() {
            return what;
        }
    }

    private static Stream<Change> changes() {
        return Stream.of(
                new Change("nothing", AMOUNT + SHOP, AMOUNT + SHOP, true),
                new Change("another type", AMOUNT + SHOP, AMOUNT.replace("number", "integer") + SHOP, true),
                new Change("a range", AMOUNT + SHOP, AMOUNT.replace("true}", "true, min: 0}") + SHOP, true),
                new Change("reordered", AMOUNT + SHOP, SHOP + AMOUNT, false),
                new Change("added", AMOUNT + SHOP, AMOUNT + SHOP + AGE, false),
                new Change("added before", AMOUNT + SHOP, AGE + AMOUNT + SHOP, false),
                new Change("removed", AMOUNT + SHOP + AGE, AMOUNT + SHOP, false),
                new Change("renamed", AMOUNT + AGE, AMOUNT + SHOP, false));
    }

    /** Before the change 30 events without an amount, after it 20; the window after it has 5. */
    @ParameterizedTest
    @MethodSource("changes")
    void window_isRightOrUnder_andTheNextOneIsRight(Change change) throws IOException {
        run(stage(change.before()), START, 30, START);
        QualityStage after = stage(change.after());
        run(after, START, 20, START + 2 * MINUTE);
        run(after, START + 2 * MINUTE, 5, START + 4 * MINUTE);

        Map<Long, Long> rows = new TreeMap<>();
        for (JsonNode report : reports(after)) {
            rows.put(
                    (report.path("from_ms").asLong() - START) / MINUTE,
                    report.path("rows").asLong());
            assertThat(missing(report, "amount")).isEqualTo(report.path("rows").asLong());
            report.path("fields").forEach(field -> {
                if (!field.path("field").asText().equals("amount")) {
                    assertThat(field.path("missing").asLong())
                            .as(field.toString())
                            .isZero();
                }
            });
        }
        assertThat(rows).isEqualTo(new TreeMap<>(Map.of(0L, change.kept() ? 50L : 20L, 2L, 5L)));
    }

    /** Nothing of the old fields stays in the store for ever. */
    @Test
    void store_keepsNoWindow_ofFieldsThatAreGone() throws IOException {
        run(stage(AMOUNT + SHOP), START, 30, START);
        run(stage(AMOUNT), START, 20, START + 10 * MINUTE);

        assertThat(parts).hasSize(2);
        List<String> left = new ArrayList<>();
        store.all().forEachRemaining(entry -> left.add(new String(entry.key.get(), StandardCharsets.UTF_8)));
        assertThat(left).noneMatch(key -> key.startsWith(QualityProcessor.KIND));
    }

    private static long missing(JsonNode report, String name) {
        for (JsonNode field : report.path("fields")) {
            if (field.path("field").asText().equals(name)) {
                return field.path("missing").asLong();
            }
        }
        return -1;
    }

    private QualityStage stage(String fields) throws IOException {
        Path file = Files.writeString(folder.resolve("p.yaml"), """
                pipeline: checked
                kafka: {bootstrap-servers: "localhost:9092"}
                event:
                  id: event_id
                  entity: card_id
                  fields:
                %smodels: {directory: models, follow-deployments: false}
                quality: {window: 1m, grace: 0s}
                """.formatted(fields));
        Pipeline pipeline = new ConfigLoader(Map.of(), Map.of()).load(file).value();
        return new QualityStage(
                pipeline.name(), pipeline.quality().orElseThrow(), QualityLayout.of(pipeline), QualityMetrics.NONE);
    }

    /** One life of the node: event time begins there, so many dead letters come, and event time goes on. */
    private void run(QualityStage stage, long from, int letters, long until) {
        QualityProcessor processor = new QualityProcessor(
                stage,
                new QualityOutputs(
                        QualityProcessor.OPEN_WINDOWS,
                        "next",
                        "letters",
                        new WindowedCounting.Output("parts", CountingPlace.FIRST)));
        MockProcessorContext<byte[], Object> context = new MockProcessorContext<>();
        context.setCurrentSystemTimeMs(from);
        context.addStateStore(store);
        processor.init(context);
        processor.process(new Record<>(null, new ReachedTime(from + 1), from));
        for (int i = 0; i < letters; i++) {
            processor.process(new Record<>(
                    null,
                    "x",
                    from,
                    new RecordHeaders()
                            .add(DeadLetters.REASON, "missing_field".getBytes(StandardCharsets.UTF_8))
                            .add(DeadLetters.FIELD, "amount".getBytes(StandardCharsets.UTF_8))));
        }
        processor.process(new Record<>(null, new ReachedTime(until), until));
        for (MockProcessorContext.CapturedForward<? extends byte[], ?> forward : context.forwarded("parts")) {
            parts.add(new Record<>(
                    forward.record().key(), (byte[]) forward.record().value(), 0));
        }
    }

    /** What the judge of the present fields says about every window. */
    private List<JsonNode> reports(QualityStage stage) throws IOException {
        QualityJudge judge = new QualityJudge(stage, "reports");
        List<JsonNode> reports = new ArrayList<>();
        for (Record<byte[], byte[]> part : parts) {
            QualityCounts counts = judge.read(WindowPart.read(part.value()).counts());
            ClosedWindow<QualityCounts> window = new ClosedWindow<>(
                    WindowKey.of(part.key()),
                    1,
                    1,
                    counts,
                    List.of(),
                    back -> Optional.empty(),
                    Optional.empty(),
                    List.of());
            for (byte[] report : judge.judge(window).reports()) {
                reports.add(new ObjectMapper().readTree(report));
            }
        }
        return reports;
    }
}
