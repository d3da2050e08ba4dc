package io.riffle.app.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.riffle.app.batch.DumpFormat;
import io.riffle.app.batch.LineReader;
import io.riffle.config.ConfigLoader;
import io.riffle.config.event.EventConfig;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** The quickstart's events: entity customer, time in milliseconds under "at". */
class ReplayTest {
    private static final EventConfig EVENTS = new ConfigLoader(Map.of(), Map.of())
            .load(Path.of("../config/quickstart.yaml"))
            .value()
            .event();
    private static final String FIRST = "{\"id\":\"1\",\"customer\":\"c-7\",\"at\":1000,\"amount\":1}";
    private static final String SECOND = "{\"id\":\"2\",\"customer\":\"c-8\",\"at\":4000,\"amount\":1}";
    private static final String DUMPED =
            "{\"topic\":\"t\",\"partition\":3,\"offset\":9,\"tstype\":\"create\",\"ts\":5000,\"broker\":1,"
                    + "\"headers\":[\"traceparent\",\"00-1\",\"empty\",null],\"key\":\"k\",\"payload\":\"{\\\"at\\\":1}\"}";

    private final StillClock clock = new StillClock();
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

    /** Stands still but for its sleep. */
    private static final class StillClock implements Replay.Clock {
        private final List<Long> slept = new ArrayList<>();
        private long now;

        @Override
        public long nanoseconds() {
            return now;
        }

        @Override
        public long milliseconds() {
            return 77;
        }

        @Override
        public void sleep(long nanoseconds) {
            slept.add(nanoseconds);
            now += nanoseconds;
        }
    }

    @Test
    void event_getsItsEntityAsKeyAndItsTimeAsTimestamp() throws Exception {
        Replay.Result result = run("max", false, DumpFormat.AUTO, FIRST, "", SECOND);

        assertThat(result.sent()).isEqualTo(2);
        assertThat(producer.history()).extracting(ReplayTest::key).containsExactly("c-7", "c-8");
        assertThat(producer.history()).extracting(ProducerRecord::timestamp).containsExactly(1_000L, 4_000L);
        assertThat(producer.history()).extracting(ReplayTest::value).containsExactly(FIRST, SECOND);
        assertThat(clock.slept).isEmpty();
    }

    /** An event of the year 2100 must not hold up all others until then; it goes with the one before it. */
    @Test
    void event_isNotWaitedFor_whenItComesFromTheFuture() throws Exception {
        String future = FIRST.replace("1000", "4102444800000");
        run("10x", false, DumpFormat.AUTO, FIRST, future, SECOND);

        assertThat(clock.slept).containsExactly(300_000_000L);
        assertThat(producer.history()).extracting(ProducerRecord::timestamp).containsExactly(1_000L, 1_000L, 4_000L);
        assertThat(producer.history()).extracting(ReplayTest::value).containsExactly(FIRST, future, SECOND);
    }

    /** A bad event is the pipeline's affair: it is sent as it is, and goes with the one before it. */
    @Test
    void event_isSentAllTheSame_whenItIsDamaged() throws Exception {
        run("max", false, DumpFormat.AUTO, "not json", FIRST, "{\"customer\":\"c-9\",\"at\":\"x\"", "[]");

        assertThat(producer.history()).extracting(ReplayTest::key).containsExactly(null, "c-7", "c-9", null);
        assertThat(producer.history())
                .extracting(ProducerRecord::timestamp)
                .containsExactly(77L, 1_000L, 1_000L, 1_000L);
    }

    @Test
    void record_keepsKeyTimestampAndHeaders_whenKcatDumpedIt() throws Exception {
        run(
                "max",
                false,
                DumpFormat.AUTO,
                DUMPED,
                "{\"topic\":\"t\",\"id\":\"an event with a topic\",\"customer\":\"c\",\"at\":1}");

        ProducerRecord<byte[], byte[]> record = producer.history().get(0);
        assertThat(key(record)).isEqualTo("k");
        assertThat(value(record)).isEqualTo("{\"at\":1}");
        assertThat(record.timestamp()).isEqualTo(5_000);
        assertThat(new String(record.headers().lastHeader("traceparent").value(), StandardCharsets.UTF_8))
                .isEqualTo("00-1");
        assertThat(record.headers().lastHeader("empty").value()).isNull();
        assertThat(record.partition()).as("the producer chooses, topics differ").isNull();
        assertThat(value(producer.history().get(1))).contains("an event with a topic");
    }

    @Test
    void tombstone_staysOne_whenKcatDumpedIt() throws Exception {
        run("max", false, DumpFormat.KCAT, DUMPED.replaceAll("\"payload\":.*", "\"payload\":null}"));
        assertThat(producer.history().get(0).value()).isNull();
    }

    @Test
    void events_comeAtTheirPace() throws Exception {
        Replay.Result result = run("10x", false, DumpFormat.AUTO, FIRST, SECOND, FIRST, DUMPED);

        assertThat(clock.slept).containsExactly(300_000_000L, 100_000_000L);
        assertThat(result.seconds()).isEqualTo(0.4);
    }

    @Test
    void records_getThePresentTime_whenAskedFor() throws Exception {
        run("max", true, DumpFormat.AUTO, FIRST, DUMPED);
        assertThat(producer.history()).extracting(ProducerRecord::timestamp).containsOnly(77L);
    }

    @Test
    void lines_areLeftOutAndNamed_whenTheyAreNotOfThePromisedFormat() throws Exception {
        Replay.Result result = run("max", false, DumpFormat.KCAT, DUMPED, FIRST, DUMPED);

        assertThat(result.sent()).isEqualTo(2);
        assertThat(result.skipped()).isEqualTo(1);
        assertThat(result.problems()).singleElement().asString().startsWith("line 2 must be a record of kcat -J");
    }

    @Test
    void replay_saysHowFarItCame_whenTheBrokerRefuses() {
        RuntimeException refusal = new org.apache.kafka.common.errors.RecordTooLargeException("too large");
        MockProducer<byte[], byte[]> refusing =
                new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer()) {
                    @Override
                    public synchronized void flush() {
                        completeNext();
                        errorNext(refusal);
                    }
                };
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> replay(refusing, "max", false, DumpFormat.AUTO, FIRST, SECOND))
                .withMessageContaining("topic to must take the events: took 1, then")
                .withMessageContaining("too large");
    }

    @Test
    void input_isUnpacked_whateverItsName() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write((FIRST + "\n").getBytes(StandardCharsets.UTF_8));
        }
        replay(
                producer,
                Pace.MAX,
                false,
                new LineReader(new ByteArrayInputStream(packed.toByteArray()), "events", DumpFormat.AUTO, 1 << 20));
        assertThat(producer.history()).extracting(ReplayTest::value).containsExactly(FIRST);
    }

    private Replay.Result run(String speed, boolean now, DumpFormat format, String... lines) throws Exception {
        return replay(producer, speed, now, format, lines);
    }

    private Replay.Result replay(
            MockProducer<byte[], byte[]> to, String speed, boolean now, DumpFormat format, String... lines)
            throws Exception {
        byte[] bytes = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        return replay(
                to, Pace.of(speed), now, new LineReader(new ByteArrayInputStream(bytes), "events", format, 1 << 20));
    }

    private Replay.Result replay(MockProducer<byte[], byte[]> to, Pace pace, boolean now, LineReader lines)
            throws Exception {
        Replay.Options options = new Replay.Options("to", pace, now, Long.MAX_VALUE);
        return new Replay(EVENTS, options, lines, to, clock).run(bytes -> {});
    }

    private static String key(ProducerRecord<byte[], byte[]> record) {
        return record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8);
    }

    private static String value(ProducerRecord<byte[], byte[]> record) {
        return new String(record.value(), StandardCharsets.UTF_8);
    }
}
