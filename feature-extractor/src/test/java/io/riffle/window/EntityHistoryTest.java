package io.riffle.window;

import static io.riffle.window.WindowTables.OF_NUMBERS;
import static io.riffle.window.WindowTables.OF_TEXTS;
import static io.riffle.window.WindowTables.set;
import static io.riffle.window.WindowTables.value;
import static io.riffle.window.WindowTables.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.riffle.feature.FeatureTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EntityHistoryTest {
    /** Two share a ring, one has other buckets, one is tumbling, one is over texts. */
    private static final List<WindowSpec> WINDOWS = List.of(
            window("minute", "amount", "PT1M", "PT1S", OF_NUMBERS),
            window("half", "amount", "PT30S", "PT1S", List.of(Aggregate.COUNT, Aggregate.STD)),
            window("hour", "amount", "PT1H", "PT1M", OF_NUMBERS),
            window("tumbling", "amount", "PT5M", "PT5M", List.of(Aggregate.SUM, Aggregate.MAX)),
            window("shops", "shop", "PT10M", "PT10S", OF_TEXTS));

    @Test
    void add_equalsDirectComputation_forRandomPaymentsWithLateAndMissing() {
        List<Payment> payments = Payment.random(3000, 1);
        FeatureTable table = WindowTables.table(WINDOWS);
        EntityHistory history = new EntityHistory(WINDOWS, table.schema());
        for (int i = 0; i < payments.size(); i++) {
            set(table, payments.get(i));
            assertThat(history.add(table, 0, payments.get(i).time())).isTrue();
            assertFeatures(table, payments.subList(0, i + 1));
        }
    }

    /** However the events fall into frames, and wherever the task moves to another machine. */
    @Test
    void add_givesIdenticalFeatures_whenRecordIsWrittenAndReadInBetween() {
        List<Payment> payments = Payment.random(2000, 2);
        List<double[]> unbroken = features(payments, Integer.MAX_VALUE);
        for (int frame : new int[] {1, 7, 256}) {
            List<double[]> broken = features(payments, frame);
            for (int i = 0; i < payments.size(); i++) {
                assertThat(broken.get(i)).as("event %d, frames of %d", i, frame).isEqualTo(unbroken.get(i));
            }
        }
    }

    /** Copied or written anew, a record is the same: two runs can be compared byte by byte. */
    @Test
    void write_givesSameRecord_howeverOftenItWasStored() {
        List<Payment> payments = Payment.random(2000, 8);
        FeatureTable table = WindowTables.table(WINDOWS);
        EntityHistory unbroken = new EntityHistory(WINDOWS, table.schema());
        EntityHistory stored = new EntityHistory(WINDOWS, table.schema());
        byte[] record = null;
        for (Payment payment : payments) {
            add(unbroken, table, payment);
            stored.read(record);
            add(stored, table, payment);
            record = stored.write();
            assertThat(record).isEqualTo(unbroken.write());
        }
    }

    /** Whether the record was deleted in the meantime or not. */
    @Test
    void add_answersAsForTheFirstEvent_whenEntityIsForgotten() {
        FeatureTable table = WindowTables.table(WINDOWS);
        EntityHistory history = new EntityHistory(WINDOWS, table.schema(), EntityHistory.LATENESS, Duration.ofDays(10));
        List<Payment> payments = Payment.random(2, 5);
        long start = payments.get(0).time();
        set(table, payments.get(0));
        history.add(table, 0, start);
        double[] first = row(table);
        byte[] record = history.write();

        history.add(table, 0, start + Duration.ofDays(10).toMillis());
        assertThat(row(table)).isNotEqualTo(first);

        history.read(record);
        history.add(table, 0, start + Duration.ofDays(10).toMillis() + 1);
        assertThat(row(table)).isEqualTo(first);
    }

    @Test
    void newest_isReadFromTheRecord() {
        FeatureTable table = WindowTables.table(WINDOWS);
        EntityHistory history = new EntityHistory(WINDOWS, table.schema());
        Payment payment = Payment.random(1, 6).get(0);
        add(history, table, payment);
        assertThat(EntityHistory.newest(history.write())).isEqualTo(payment.time());
        assertThat(EntityHistory.newest(new byte[] {99, 1})).isZero();
    }

    @Test
    void add_givesSameFinalWindows_whenEventsAreShuffledWithinLateness() {
        List<Payment> payments = new ArrayList<>(Payment.random(1500, 3));
        payments.sort(java.util.Comparator.comparingLong(Payment::time));
        long end = payments.get(payments.size() - 1).time();
        double[] ordered = finalFeatures(payments, end);
        Random random = new Random(4);
        for (int round = 0; round < 5; round++) {
            List<Payment> shuffled = shuffledWithin(payments, EntityHistory.LATENESS.toMillis(), random);
            assertThat(shuffled).isNotEqualTo(payments);
            double[] features = finalFeatures(shuffled, end);
            for (int i = 0; i < ordered.length; i++) {
                assertThat(features[i]).isCloseTo(ordered[i], within(Math.abs(ordered[i]) * 1e-12));
            }
        }
    }

    @Test
    void add_changesNothing_whenEventIsBehindAllBuckets() {
        List<WindowSpec> windows = List.of(window("w", "amount", "PT1M", "PT1S", OF_NUMBERS));
        FeatureTable table = WindowTables.table(windows);
        EntityHistory history = new EntityHistory(windows, table.schema());
        add(history, table, new Payment(Payment.START + 600_000, 5, null));
        byte[] before = history.write();
        assertThat(add(history, table, new Payment(Payment.START, 7, null))).isFalse();
        assertThat(history.write()).isEqualTo(before);
        assertThat(value(table, "w_count")).isEqualTo(1);
        assertThat(value(table, "w_sum")).isEqualTo(7);
        assertThat(value(table, "w_std")).isZero();
        assertThat(value(table, "w_since_last")).isZero();
    }

    /** Remembered are 60 + 120 buckets of a second: 179 s back is the last one. */
    @Test
    void add_remembersExactlyOverPlusLateness() {
        List<WindowSpec> windows = List.of(window("w", "amount", "PT1M", "PT1S", OF_NUMBERS));
        FeatureTable table = WindowTables.table(windows);
        EntityHistory history = new EntityHistory(windows, table.schema());
        add(history, table, new Payment(Payment.START, 1, null));
        assertThat(add(history, table, new Payment(Payment.START - 179_000, 1, null)))
                .isTrue();
        assertThat(add(history, table, new Payment(Payment.START - 179_001, 1, null)))
                .isFalse();
    }

    @Test
    void features_areMissingOrZero_whenNoValueIsPresent() {
        List<WindowSpec> windows = List.of(window("w", "amount", "PT1M", "PT1S", OF_NUMBERS));
        FeatureTable table = WindowTables.table(windows);
        EntityHistory history = new EntityHistory(windows, table.schema());
        add(history, table, new Payment(Payment.START, Double.NaN, null));
        assertThat(value(table, "w_count")).isEqualTo(1);
        assertThat(value(table, "w_sum")).isZero();
        assertThat(value(table, "w_distinct")).isZero();
        for (String aggregate : List.of("mean", "min", "max", "std", "since_last")) {
            assertThat(value(table, "w_" + aggregate)).as(aggregate).isNaN();
        }
    }

    /** The naive formula, mean of squares less square of mean, answers 0 or worse here. */
    @Test
    void deviation_isPrecise_whenValuesAreLargeAndClose() {
        List<WindowSpec> windows = List.of(window("w", "amount", "PT1H", "PT1M", OF_NUMBERS));
        FeatureTable table = WindowTables.table(windows);
        EntityHistory history = new EntityHistory(windows, table.schema());
        for (int i = 0; i < 1000; i++) {
            add(history, table, new Payment(Payment.START + i * 1000L, 1e9 + i % 2, null));
        }
        assertThat(value(table, "w_std")).isCloseTo(0.5, within(1e-6));
    }

    @Test
    void answer_givesWindowWithoutEvent_whenTimeHasPassed() {
        List<WindowSpec> windows = List.of(window("w", "amount", "PT1M", "PT1S", OF_NUMBERS));
        FeatureTable table = WindowTables.table(windows);
        EntityHistory history = new EntityHistory(windows, table.schema());
        add(history, table, new Payment(Payment.START, 3, null));
        history.answer(table, 0, Payment.START + 59_000);
        assertThat(value(table, "w_count")).isEqualTo(1);
        assertThat(value(table, "w_since_last")).isEqualTo(59_000);
        history.answer(table, 0, Payment.START + 60_000);
        assertThat(value(table, "w_count")).isZero();
        assertThat(value(table, "w_max")).isNaN();
    }

    /** Only the ring whose buckets are other than stored starts empty. */
    @Test
    void read_keepsUnchangedWindows_whenDeclarationChanged() {
        List<Payment> payments = Payment.random(200, 5);
        FeatureTable table = WindowTables.table(WINDOWS);
        EntityHistory before = new EntityHistory(WINDOWS, table.schema());
        payments.forEach(payment -> add(before, table, payment));
        List<WindowSpec> changed = List.of(
                window("renamed", "amount", "PT1H", "PT1M", OF_NUMBERS),
                window("finer", "amount", "PT5M", "PT5S", List.of(Aggregate.COUNT)));
        FeatureTable other = WindowTables.table(changed);
        EntityHistory after = new EntityHistory(changed, other.schema());
        after.read(before.write());
        long end = payments.stream().mapToLong(Payment::time).max().orElseThrow();
        after.answer(other, 0, end);
        before.answer(table, 0, end);
        assertThat(value(other, "renamed_count")).isGreaterThan(1).isEqualTo(value(table, "hour_count"));
        assertThat(value(other, "renamed_std")).isEqualTo(value(table, "hour_std"));
        assertThat(value(other, "finer_count")).isZero();
    }

    @Test
    void read_dropsWhatIsTooOld_whenWindowBecameShorter() {
        List<WindowSpec> hour = List.of(window("w", "amount", "PT1H", "PT1M", List.of(Aggregate.COUNT)));
        List<WindowSpec> minutes = List.of(window("w", "amount", "PT2M", "PT1M", List.of(Aggregate.COUNT)));
        FeatureTable table = WindowTables.table(hour);
        EntityHistory longer = new EntityHistory(hour, table.schema());
        for (int minute = 0; minute < 60; minute++) {
            add(longer, table, new Payment(Payment.START + minute * 60_000L, 1, null));
        }
        EntityHistory shorter = new EntityHistory(minutes, table.schema());
        shorter.read(longer.write());
        shorter.answer(table, 0, Payment.START + 59 * 60_000L);
        assertThat(value(table, "w_count")).isEqualTo(2);
    }

    @Test
    void read_startsFresh_whenVersionIsUnknown() {
        FeatureTable table = WindowTables.table(WINDOWS);
        EntityHistory history = new EntityHistory(WINDOWS, table.schema());
        add(history, table, new Payment(Payment.START, 3, "a"));
        byte[] record = history.write();
        record[0] = 99;
        history.read(record);
        assertThat(history.write()).isNull();
        add(history, table, new Payment(Payment.START, 3, "a"));
        assertThat(value(table, "hour_count")).isEqualTo(1);
    }

    /** Every cut is noticed or leaves whole rings: nothing is made up. */
    @Test
    void read_refusesRecord_whenItIsCut() {
        FeatureTable table = WindowTables.table(WINDOWS);
        EntityHistory history = new EntityHistory(WINDOWS, table.schema());
        Payment.random(50, 6).forEach(payment -> add(history, table, payment));
        byte[] record = history.write();
        for (int length = 1; length < record.length; length++) {
            byte[] cut = Arrays.copyOf(record, length);
            assertThatThrownBy(() -> history.read(cut))
                    .as("%d of %d bytes", length, record.length)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(length + " bytes are cut");
        }
    }

    @Test
    void write_needsFewBytes_whenEntityIsQuiet() {
        List<WindowSpec> windows = List.of(
                window("a", "amount", "PT1M", "PT1S", List.of(Aggregate.COUNT, Aggregate.SUM, Aggregate.MAX)),
                window("b", "amount", "PT10M", "PT10S", List.of(Aggregate.COUNT, Aggregate.SUM, Aggregate.MAX)),
                window("c", "amount", "PT1H", "PT1M", List.of(Aggregate.COUNT, Aggregate.SUM, Aggregate.MAX)));
        FeatureTable table = WindowTables.table(windows);
        EntityHistory history = new EntityHistory(windows, table.schema());
        for (int i = 0; i < 30; i++) {
            add(history, table, new Payment(Payment.START + i * 110_000L, 12.34 + i, null));
        }
        assertThat(history.write()).hasSizeLessThan(250);
    }

    @Test
    void constructor_namesAllProblems() {
        List<WindowSpec> windows = List.of(
                window("a", "amount", "PT1H", "PT7M", OF_NUMBERS), window("b", "nothing", "PT1H", "PT1M", OF_NUMBERS));
        assertThatThrownBy(() -> new EntityHistory(windows, WindowTables.schema(windows)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("was PT7M of PT1H (window a)")
                .hasMessageContaining("was 'nothing' (window b)");
    }

    private static boolean add(EntityHistory history, FeatureTable table, Payment payment) {
        set(table, payment);
        return history.add(table, 0, payment.time());
    }

    private static void assertFeatures(FeatureTable table, List<Payment> seen) {
        for (WindowSpec window : WINDOWS) {
            for (Aggregate aggregate : window.aggregates()) {
                double expected = DirectWindow.value(window, aggregate, seen);
                double found = value(table, window.featureName(aggregate));
                double tolerance = exact(aggregate) ? 0 : 1e-6;
                if (Double.isNaN(expected)) {
                    assertThat(found).as(window.featureName(aggregate)).isNaN();
                } else {
                    assertThat(found)
                            .as("%s of event %d", window.featureName(aggregate), seen.size())
                            .isCloseTo(expected, within(tolerance));
                }
            }
        }
    }

    private static boolean exact(Aggregate aggregate) {
        return aggregate != Aggregate.SUM && aggregate != Aggregate.MEAN && aggregate != Aggregate.STD;
    }

    private static List<double[]> features(List<Payment> payments, int frame) {
        FeatureTable table = WindowTables.table(WINDOWS);
        EntityHistory history = new EntityHistory(WINDOWS, table.schema());
        EntityHistory elsewhere = new EntityHistory(WINDOWS, table.schema());
        byte[] record = null;
        List<double[]> features = new ArrayList<>();
        for (int i = 0; i < payments.size(); i++) {
            if (i % frame == 0) {
                history.read(record);
            }
            add(history, table, payments.get(i));
            features.add(row(table));
            if (i % frame == frame - 1) {
                record = history.write();
                EntityHistory next = elsewhere;
                elsewhere = history;
                history = next;
            }
        }
        return features;
    }

    private static double[] finalFeatures(List<Payment> payments, long end) {
        FeatureTable table = WindowTables.table(WINDOWS);
        EntityHistory history = new EntityHistory(WINDOWS, table.schema());
        payments.forEach(payment -> assertThat(add(history, table, payment)).isTrue());
        table.clear(1);
        history.answer(table, 0, end);
        return row(table);
    }

    private static double[] row(FeatureTable table) {
        double[] row = new double[table.schema().size()];
        for (int column = 3; column < row.length; column++) {
            row[column] = table.number(column, 0);
        }
        return row;
    }

    /** Delays each payment by up to {@code lateness} and delivers them in the order of arrival. */
    private static List<Payment> shuffledWithin(List<Payment> payments, long lateness, Random random) {
        List<long[]> arrivals = new ArrayList<>();
        for (int i = 0; i < payments.size(); i++) {
            arrivals.add(new long[] {payments.get(i).time() + (long) (random.nextDouble() * lateness), i});
        }
        Collections.sort(arrivals, java.util.Comparator.comparingLong(arrival -> arrival[0]));
        return arrivals.stream().map(arrival -> payments.get((int) arrival[1])).toList();
    }
}
