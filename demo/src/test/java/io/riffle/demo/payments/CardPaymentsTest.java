package io.riffle.demo.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.schema.DeadLetterReason;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CardPaymentsTest {
    private static final long START = 1_767_225_600_000L;
    private static final int EVENTS = 200_000;
    private static final List<DemoRecord> RECORDS = new ArrayList<>();

    @BeforeAll
    static void generate() {
        CardPayments payments = new CardPayments(7, START);
        for (int i = 0; i < EVENTS; i++) {
            RECORDS.add(payments.next());
        }
    }

    @Test
    void bytes_areTheSame_whenTheSeedIsTheSame() throws Exception {
        assertThat(digest(7)).isEqualTo(digest(7)).isNotEqualTo(digest(8));
    }

    @Test
    void shares_areAsPromised_whenManyEventsWereDrawn() {
        assertThat(share(DemoRecord::isFraud)).isBetween(0.005, 0.015);
        assertThat(share(record -> record.expected()
                        .filter(reason -> reason != DeadLetterReason.DUPLICATE)
                        .isPresent()))
                .isCloseTo(0.01, within(0.001));
        assertThat(share(CardPaymentsTest::isDuplicate)).isCloseTo(0.003, within(0.0005));
        assertThat(share(DemoRecord::late)).isCloseTo(0.004, within(0.0005));
    }

    @Test
    void frauds_followAllPatterns_whenManyEventsWereDrawn() {
        Map<FraudPattern, Integer> counts = new EnumMap<>(FraudPattern.class);
        RECORDS.stream()
                .filter(DemoRecord::isFraud)
                .forEach(record -> counts.merge(record.payment().fraud(), 1, Integer::sum));
        assertThat(counts.keySet()).containsExactlyInAnyOrder(FraudPattern.values());
        assertThat(counts.values()).allMatch(count -> count > 100);
    }

    @Test
    void badRecords_haveAllReasons_whenManyEventsWereDrawn() {
        Set<DeadLetterReason> reasons = new HashSet<>();
        RECORDS.forEach(record -> record.expected().ifPresent(reasons::add));
        assertThat(reasons)
                .containsExactlyInAnyOrder(
                        DeadLetterReason.MALFORMED,
                        DeadLetterReason.MISSING_FIELD,
                        DeadLetterReason.WRONG_TYPE,
                        DeadLetterReason.OUT_OF_RANGE,
                        DeadLetterReason.UNKNOWN_CATEGORY,
                        DeadLetterReason.TOO_OLD,
                        DeadLetterReason.IN_FUTURE,
                        DeadLetterReason.KEY_MISMATCH,
                        DeadLetterReason.DUPLICATE);
    }

    @Test
    void goodRecords_sayWhatHappened_whenReadAsJson() throws IOException {
        ObjectMapper json = new ObjectMapper();
        for (DemoRecord record : RECORDS.subList(0, 5_000)) {
            if (record.expected().isPresent()) {
                continue;
            }
            JsonNode event = json.readTree(record.value());
            Payment payment = record.payment();
            assertThat(record.value().length).isBetween(200, 280);
            assertThat(EventIds.sequence(event.get("event_id").textValue())).isEqualTo(record.sequence());
            assertThat(event.get("card_id").textValue())
                    .isEqualTo(payment.card().id())
                    .isEqualTo(new String(record.key()));
            assertThat(event.get("event_time").longValue()).isEqualTo(payment.time());
            assertThat(event.get("amount").doubleValue()).isEqualTo(payment.cents() / 100.0);
            assertThat(event.get("distance_km").doubleValue()).isEqualTo(payment.distance() / 10.0);
            assertThat(event.get("category").textValue())
                    .isEqualTo(payment.category().label());
        }
    }

    @Test
    void badRecords_areBadInTheirWay_whenReadAsJson() {
        DemoRecord good = RECORDS.stream()
                .filter(record -> record.expected().isEmpty())
                .findFirst()
                .orElseThrow();
        assertThat(read(BadRecord.CUT.value(good.value()))).isNull();
        assertThat(read(BadRecord.INVALID_UTF8.value(good.value()))).isNull();
        assertThat(read(BadRecord.AMOUNT_MISSING.value(good.value())).has("amount"))
                .isFalse();
        assertThat(read(BadRecord.AMOUNT_AS_TEXT.value(good.value()))
                        .get("amount")
                        .isTextual())
                .isTrue();
        assertThat(read(BadRecord.AMOUNT_NEGATIVE.value(good.value()))
                        .get("amount")
                        .doubleValue())
                .isNegative();
        assertThat(read(BadRecord.EVENT_TIME_NULL.value(good.value()))
                        .get("event_time")
                        .isNull())
                .isTrue();
        assertThat(read(BadRecord.EVENT_TIME_2100.value(good.value()))
                        .get("event_time")
                        .longValue())
                .isGreaterThan(4_000_000_000_000L);
        assertThat(read(BadRecord.CHANNEL_UNKNOWN.value(good.value()))
                        .get("channel")
                        .textValue())
                .isEqualTo("pigeon");
    }

    /** A duplicate must be inside the horizon of the pipeline, and a late event must not be too late for its windows. */
    @Test
    void disturbances_stayWithinMinutes_whenTheyArriveAfterOthers() {
        Map<Long, byte[]> originals = new HashMap<>();
        long newest = 0;
        for (DemoRecord record : RECORDS) {
            long behind = newest - record.payment().time();
            if (isDuplicate(record)) {
                assertThat(originals.get(record.sequence())).isEqualTo(record.value());
                assertThat(behind).isLessThan(300_000);
            } else {
                assertThat(behind).isLessThanOrEqualTo(record.late() ? 240_000 : 0);
                originals.put(record.sequence(), record.value());
            }
            newest = Math.max(newest, record.payment().time());
        }
    }

    @Test
    void cards_areUsedByRank_whenManyEventsWereDrawn() {
        long top = RECORDS.stream()
                .filter(record -> record.payment().card().number() < 200)
                .count();
        long bottom = RECORDS.stream()
                .filter(record -> record.payment().card().number() >= CardPopulation.SIZE - 200)
                .count();
        assertThat(top).isGreaterThan(20 * bottom);
        assertThat(bottom).isPositive();
    }

    private static boolean isDuplicate(DemoRecord record) {
        return record.expected().equals(java.util.Optional.of(DeadLetterReason.DUPLICATE));
    }

    private static double share(Predicate<DemoRecord> condition) {
        return RECORDS.stream().filter(condition).count() / (double) EVENTS;
    }

    private static JsonNode read(byte[] value) {
        try {
            return new ObjectMapper().readTree(value);
        } catch (JsonProcessingException e) {
            return null;
        } catch (IOException e) {
            return null;
        }
    }

    private static String digest(long seed) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        CardPayments payments = new CardPayments(seed, START);
        for (int i = 0; i < 20_000; i++) {
            DemoRecord record = payments.next();
            digest.update(record.key());
            digest.update(record.value());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Incidents draw from a generator of their own: before they begin, the stream is the same, byte by byte. */
    @Test
    void incidents_changeNothingBeforeTheyBegin_andWhatTheySayAfter() {
        CardPayments plain = new CardPayments(7, START);
        long begin = START + 3_600_000;
        CardPayments changed = new CardPayments(7, START, new Incidents(begin, begin + 1_800_000, begin + 1_800_000));
        DemoRecord record = changed.next();
        while (record.payment().time() < begin) {
            assertThat(record.value()).isEqualTo(plain.next().value());
            record = changed.next();
        }
        int payments = 0;
        int asText = 0;
        int contactless = 0;
        int byPhone = 0;
        for (; record.payment().time() < begin + 7_200_000; record = changed.next()) {
            boolean spoiling = record.payment().time() < begin + 1_800_000;
            payments += spoiling ? 1 : 0;
            asText += spoiling && record.expected().equals(Optional.of(DeadLetterReason.WRONG_TYPE)) ? 1 : 0;
            boolean shop = !spoiling && record.payment().channel() == Channel.POS;
            contactless += shop && record.payment().entryMode() == EntryMode.CONTACTLESS ? 1 : 0;
            byPhone += shop && record.payment().entryMode() == EntryMode.WALLET ? 1 : 0;
        }
        assertThat((double) asText / payments).isBetween(0.06, 0.15);
        assertThat((double) byPhone / (byPhone + contactless)).isBetween(0.4, 0.6);
    }
}
