package io.riffle.watch.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a window is judged, by the wall clock of the merge. */
class MergeWindowsProcessorTest {
    private static final long LEARNED = 100;

    private final MockProcessorContext<Object, Object> context = new MockProcessorContext<>();
    private final List<String> learned = new ArrayList<>();
    private final KeyValueStore<Bytes, byte[]> store =
            MergeWindowsProcessor.store().withLoggingDisabled().build();
    private MergeWindowsProcessor processor = processor();
    private long now;

    @BeforeEach
    void start() {
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
        context.setCurrentSystemTimeMs(0);
        processor.init(context);
    }

    @Test
    void window_isJudgedWhenItHasSettled_asAllPartsTogether() {
        part(0, 0, 5);
        part(0, 1, 7);
        pass(1);
        assertThat(reports()).isEmpty();
        pass(2);
        assertThat(reports()).containsExactly("0:1:12");
    }

    /** The rows of one partition are other entities than those of all: half a window looks like drift. */
    @Test
    void window_waitsForThePartitionsOfTheWindowBefore() {
        part(0, 0, 5);
        part(0, 1, 7);
        pass(3);
        part(1, 0, 5);
        pass(10);
        assertThat(reports()).containsExactly("0:1:12");
        part(1, 1, 7);
        pass(3);
        assertThat(reports()).containsExactly("0:1:12", "1:1:12");
    }

    @Test
    void window_isJudgedWithoutThem_whenTheyTakeTooLong_andAgainWhenTheyCome() {
        part(0, 0, 5);
        part(0, 1, 7);
        part(0, ~1, 1);
        pass(3);
        part(1, 0, 5);
        pass(21);
        assertThat(reports()).containsExactly("0:1:13", "1:1:5");
        part(1, 1, 7);
        pass(3);
        assertThat(reports()).containsExactly("0:1:13", "1:1:5", "1:2:12");
    }

    /** Counts that change all the time must not wait for silence: parts of 32 partitions never give any. */
    @Test
    void live_isJudgedAsOftenAsItSays_howeverOftenItsPartsChange() {
        for (int second = 0; second < 25; second++) {
            part("live", 0, second % 4, 100 + second);
            pass(1);
        }
        assertThat(reports()).containsExactly("0:1:" + (106 + 107 + 108 + 109), "0:2:" + (116 + 117 + 118 + 119));
    }

    @Test
    void part_changesNothing_whenItComesTwice() {
        part(0, 0, 5);
        pass(3);
        part(0, 0, 5);
        pass(30);
        assertThat(reports()).containsExactly("0:1:5");
    }

    @Test
    void firstWindow_isKept_acrossRestartsAndPruning_andFollowsItsRevisions() {
        part(0, 0, LEARNED - 1);
        pass(3);
        part(1, 0, LEARNED);
        pass(3);
        part(2, 0, 5);
        pass(3);
        assertThat(learned).containsExactly("none", "1:" + LEARNED, "1:" + LEARNED);

        processor = processor();
        processor.init(context);
        learned.clear();
        part(3, 0, LEARNED + 50);
        punctuateLast();
        part(1, 1, 7);
        punctuateLast();
        part(500, 0, 5);
        punctuateLast();
        part(501, 0, 5);
        punctuateLast();
        String revised = "1:" + (LEARNED + 7);
        assertThat(learned).containsExactly("1:" + LEARNED, revised, revised, revised);
    }

    /** What a verdict leaves is found by later ones, after a restart too; another revision takes the place of what was left. */
    @Test
    void verdicts_areRemembered_oneInSoMuchTime_untilTheyAreOld() {
        for (int window = 0; window < 4; window++) {
            part("memory", window, 0, 100 + window);
            pass(3);
        }
        part("memory", 2, 1, 1_000);
        pass(3);
        processor = processor();
        processor.init(context);
        part("memory", 6, 0, 5);
        punctuateLast();
        part("memory", 8, 0, 5);
        punctuateLast();
        assertThat(reports())
                .containsExactly(
                        "0:1:100",
                        "1:1:101 knows 0=100",
                        "2:1:102 knows 0=100",
                        "3:1:103 knows 2=102 0=100",
                        "2:2:1102 knows 0=100",
                        "6:1:5 knows 2=1102 0=100",
                        "8:1:5 knows 6=5 2=1102");
        part("memory", 500, 0, 5);
        punctuateLast();
        assertThat(stored().keySet().stream().filter(key -> key.toString().contains("remembered-of-")))
                .as("of the window that was judged last, its head and its piece")
                .hasSize(2);
    }

    /** A partition that is far behind must not stop the others. */
    @Test
    void window_isDropped_whenItIsPrunedBeforeItIsJudged() {
        part(9, 0, 5);
        part(9, 1, 7);
        pass(3);
        part(500, 0, 5);
        pass(1);
        part(10, 0, 5);
        pass(1);
        pass(30);
        assertThat(reports()).containsExactly("9:1:12", "500:1:5");
        part(501, 0, 5);
        pass(3);
        assertThat(reports()).containsExactly("9:1:12", "500:1:5", "501:1:5");
    }

    @Test
    void window_isNotJudgedAgain_whenItsLastPartWasRolledBack() {
        part(0, 0, 5);
        pass(3);
        Map<Bytes, byte[]> committed = stored();
        part(0, 1, 7);
        stored().keySet().forEach(store::delete);
        committed.forEach(store::put);
        processor.init(context);
        pass(3);
        assertThat(reports()).containsExactly("0:1:5");
    }

    /** Sixteen partitions of a hundred features; a record above the topic's limit would end the stream for good. */
    @Test
    void window_isWhole_inRecordsThatAChangelogTakes_whenItsPartsAreLarge() {
        for (int partition = 0; partition < 16; partition++) {
            large(partition, partition % 3 == 0 ? 1_200_000 : 120_000, 5, partition == 6);
        }
        large(3, 700_000, 7, false);
        assertThat(stored().values())
                .allSatisfy(value -> assertThat(value.length).isLessThan(1_000_000));
        pass(3);
        assertThat(reports()).containsExactly("0:1:" + (15 * 5 + 7));
        part(500, 0, 1);
        pass(30);
        assertThat(stored()).hasSize(2);
    }

    /** Windows that an earlier version left hold their parts under one key. */
    @Test
    void window_isTakenUp_fromTheFormatBefore() {
        ByteBuffer before = ByteBuffer.allocate(5 + 2 * 16).putInt(1).put((byte) 0);
        before.putInt(0).putInt(8).putLong(5).putInt(1).putInt(8).putLong(7);
        store.put(Bytes.wrap(key("sum", 0).toBytes()), before.array());
        part(0, 1, 9);
        pass(3);
        assertThat(reports()).containsExactly("0:2:14");
    }

    private void large(int partition, int size, long rows, boolean restarted) {
        byte[] counts = ByteBuffer.allocate(size).putLong(rows).array();
        List<WindowPart.Message> messages = new WindowPart(partition, counts).messages(key("sum", 0));
        for (WindowPart.Message message : messages) {
            assertThat(message.value().length).isLessThan(1_000_000);
            processor.process(new Record<>(message.key(), message.value(), 0));
            if (restarted) {
                processor.init(context);
            }
        }
    }

    private Map<Bytes, byte[]> stored() {
        Map<Bytes, byte[]> stored = new LinkedHashMap<>();
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            all.forEachRemaining(each -> stored.put(each.key, each.value));
        }
        return stored;
    }

    /** A restart or a rebalance: the parts of other partitions are on their way. */
    @Test
    void window_waitsForItsPartsAnew_afterARestart() {
        pass(100);
        part(0, 0, 5);
        part(0, 1, 7);
        pass(3);
        part(1, 0, 5);
        pass(1);
        processor = processor();
        processor.init(context);
        passLast(1);
        assertThat(reports()).containsExactly("0:1:12");
        part(1, 1, 7);
        passLast(3);
        assertThat(reports()).containsExactly("0:1:12", "1:1:12");
    }

    @Test
    void report_isARecordThatATopicTakes_whereItHasVeryManyFeatures() {
        part("large", 0, 0, 5);
        pass(3);
        assertThat(reports()).hasSize(1);
        assertThat(reports().get(0))
                .hasSizeLessThan(1 << 20)
                .startsWith("{\"features\":[\"first\",")
                .contains("\"features_cut\":1");
    }

    private void passLast(int seconds) {
        now += Duration.ofSeconds(seconds).toMillis();
        context.setCurrentSystemTimeMs(now);
        context.scheduledPunctuators()
                .get(context.scheduledPunctuators().size() - 1)
                .getPunctuator()
                .punctuate(now);
    }

    private MergeWindowsProcessor processor() {
        return new MergeWindowsProcessor(
                List.of(
                        new SumKind("sum", 0, learned),
                        new SumKind("live", 10, learned),
                        new SumKind("large", 0, learned),
                        new SumKind("memory", 0, learned)),
                "alerts");
    }

    private void punctuateLast() {
        passLast(30);
    }

    private void part(int window, int partition, long rows) {
        part("sum", window, partition, rows);
    }

    private void part(String kind, int window, int partition, long rows) {
        WindowKey key = key(kind, window);
        byte[] counts = ByteBuffer.allocate(Long.BYTES).putLong(rows).array();
        processor.process(new Record<>(key.toBytes(), new WindowPart(partition, counts).toBytes(), 0));
    }

    private static WindowKey key(String kind, int window) {
        return new WindowKey(kind, "m", "1", "v", 0, window * 10L, 10);
    }

    private void pass(int seconds) {
        now += Duration.ofSeconds(seconds).toMillis();
        context.setCurrentSystemTimeMs(now);
        context.scheduledPunctuators().get(0).getPunctuator().punctuate(now);
    }

    private List<String> reports() {
        return context.forwarded("reports").stream()
                .map(forward -> new String((byte[]) forward.record().value(), StandardCharsets.UTF_8))
                .toList();
    }

    /** Rows of a window, and as its report: window, revision and rows. */
    private static final class Sum implements MergeableCounts<Sum> {
        private long rows;

        @Override
        public long rows() {
            return rows;
        }

        @Override
        public void add(Sum other) {
            rows += other.rows;
        }

        @Override
        public byte[] toBytes() {
            return ByteBuffer.allocate(Long.BYTES).putLong(rows).array();
        }
    }

    private record SumKind(String name, int seconds, List<String> learned) implements WindowKind<Sum> {
        @Override
        public Duration liveEvery() {
            return Duration.ofSeconds(seconds);
        }

        @Override
        public Sum read(byte[] bytes) {
            Sum sum = new Sum();
            sum.rows = ByteBuffer.wrap(bytes).getLong();
            return sum;
        }

        @Override
        public int earlier() {
            return 0;
        }

        @Override
        public boolean learnsFrom(WindowKey key, Sum counts) {
            return counts.rows() >= LEARNED;
        }

        @Override
        public WindowMemory memory() {
            return name.equals("memory") ? new WindowMemory(Duration.ofMillis(25), 3) : WindowMemory.NONE;
        }

        @Override
        public String reportSink() {
            return "reports";
        }

        @Override
        public WindowVerdict judge(ClosedWindow<Sum> window) {
            learned.add(window.first()
                    .map(first ->
                            first.key().start() / 10 + ":" + first.counts().rows())
                    .orElse("none"));
            String known = window.remembered().stream()
                    .map(each -> each.start() / 10 + "="
                            + ByteBuffer.wrap(each.memory()).getLong())
                    .collect(Collectors.joining(" "));
            String counted = window.key().start() / 10 + ":" + window.revision() + ":"
                    + window.counts().rows() + (known.isEmpty() ? "" : " knows " + known);
            String report = name.equals("large")
                    ? "{\"features\":[\"first\"" + ",\"another feature\"".repeat(200_000) + "]}"
                    : counted;
            return new WindowVerdict(
                    List.of(report.getBytes(StandardCharsets.UTF_8)),
                    List.of(),
                    Optional.of(window.counts().toBytes()));
        }
    }
}
