package io.riffle.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.config.event.EventConfig;
import io.riffle.config.event.EventTimeConfig;
import io.riffle.config.event.EventTimeConfig.TimeUnit;
import io.riffle.frame.FrameRow;
import io.riffle.frame.SourcePosition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The fast reader against the complete one: whatever arrives, both accept or both refuse, with the same values, warnings
 * and messages. {@code -Driffle.fuzz.events=10000000} for more events than a build has time for.
 */
class FlatReaderFuzzTest {
    private static final int EVENTS = Integer.getInteger("riffle.fuzz.events", 210_000);
    private static final Pattern NUMERIC_CARD = Pattern.compile("\"card_id\"\\s*:\\s*(\\d+)");
    private static final int SEED = Integer.getInteger("riffle.fuzz.seed", 20260131);

    /** The ways in which events may be declared. */
    enum Declared {
        FLAT(TimeUnit.MS, true, Optional.empty(), false),
        NESTED(TimeUnit.MS, true, Optional.of("payload.features"), false),
        KEYED(TimeUnit.MS, true, Optional.empty(), true),
        ISO(TimeUnit.ISO, true, Optional.empty(), false),
        SECONDS(TimeUnit.S, true, Optional.of("features"), false),
        MICROSECONDS(TimeUnit.US, true, Optional.of("features"), true),
        NANOSECONDS(TimeUnit.NS, true, Optional.of("features"), false),
        LENIENT(TimeUnit.S, true, Optional.of("payload.features"), true),
        RECORDED(TimeUnit.MS, false, Optional.empty(), false);

        private final TimeUnit unit;
        private final boolean hasTime;
        private final Optional<String> fieldsIn;
        private final boolean keyed;

        Declared(TimeUnit unit, boolean hasTime, Optional<String> fieldsIn, boolean keyed) {
            this.unit = unit;
            this.hasTime = hasTime;
            this.fieldsIn = fieldsIn;
            this.keyed = keyed;
        }

        EventConfig config() {
            Optional<Duration> bound = hasTime ? Optional.of(Duration.ofDays(30)) : Optional.empty();
            Optional<String> field = hasTime ? Optional.of("event_time") : Optional.empty();
            EventConfig strict = EventConfigs.payments(new EventTimeConfig(field, unit, bound, bound), fieldsIn, keyed);
            return isLenient() ? EventConfigs.lenient(strict) : strict;
        }

        boolean isLenient() {
            return this == LENIENT;
        }
    }

    @ParameterizedTest
    @EnumSource
    void decode_saysTheSame_whateverArrives(Declared declared) {
        Random random = new Random(SEED + declared.ordinal());
        RandomEvents events = new RandomEvents(random, declared.fieldsIn, declared.unit, declared.isLenient());
        Mutations mutations = new Mutations(random);
        BothReaders readers = new BothReaders(declared.config());
        int rounds = EVENTS / Declared.values().length;
        for (int round = 0; round < rounds; round++) {
            byte[] event = (round % 4 == 0 ? events.usual() : events.odd()).getBytes(StandardCharsets.UTF_8);
            readers.decode(row(random.nextBoolean() ? event : mutations.of(event), declared.keyed, random));
        }
        assertThat(readers.fast()).isGreaterThan(rounds / 8);
        assertThat(readers.slow()).isGreaterThan(rounds / 100);
        assertThat(readers.refused()).isGreaterThan(rounds / 8);
    }

    /** Otherwise the fast reader would be equal because it reads nothing. */
    @ParameterizedTest
    @EnumSource
    void decode_isFast_forUsualEvents(Declared declared) {
        Random random = new Random(SEED);
        RandomEvents events = new RandomEvents(random, declared.fieldsIn, declared.unit, declared.isLenient());
        BothReaders readers = new BothReaders(declared.config());
        int rounds = 5_000;
        for (int round = 0; round < rounds; round++) {
            byte[] event = events.usual().getBytes(StandardCharsets.UTF_8);
            readers.decode(row(event, key(event), DecodeHarness.NOW, new RecordHeaders()));
        }
        assertThat(readers.fast()).isEqualTo(rounds);
    }

    private static FrameRow row(byte[] value, boolean keyed, Random random) {
        byte[] key = keyed && random.nextInt(10) > 0 ? key(value) : null;
        long timestamp = random.nextInt(50) == 0 ? -1 : DecodeHarness.NOW;
        return row(value, key, timestamp, random.nextInt(10) == 0 ? headers(random) : new RecordHeaders());
    }

    private static FrameRow row(byte[] value, byte[] key, long timestamp, Headers headers) {
        return FrameRow.of(new SourcePosition("events", 1, 7), timestamp, key, value, headers);
    }

    /** What stands where the entity should be. */
    private static byte[] key(byte[] event) {
        String text = new String(event, StandardCharsets.UTF_8);
        Matcher number = NUMERIC_CARD.matcher(text);
        if (number.find()) {
            return number.group(1).getBytes(StandardCharsets.UTF_8);
        }
        int start = text.indexOf("card-");
        int end = start < 0 ? -1 : text.indexOf('"', start);
        return end < 0 ? null : text.substring(start, end).getBytes(StandardCharsets.UTF_8);
    }

    private static Headers headers(Random random) {
        Headers headers = new RecordHeaders().add("traceparent", "00-1".getBytes(StandardCharsets.UTF_8));
        if (random.nextBoolean()) {
            add(headers, "ce_specversion", random.nextInt(8) == 0 ? "2.0" : "1.0");
            add(headers, "ce_id", random.nextInt(8) == 0 ? "" : "from-the-envelope");
            add(headers, "ce_time", random.nextInt(8) == 0 ? "noon" : "2025-01-06T00:00:00Z");
        } else if (random.nextBoolean()) {
            add(headers, "content-type", "application/cloudevents+json; charset=utf-8");
        }
        return headers;
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
