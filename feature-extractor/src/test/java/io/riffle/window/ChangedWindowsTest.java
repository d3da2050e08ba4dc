package io.riffle.window;

import static io.riffle.window.WindowTables.OF_NUMBERS;
import static io.riffle.window.WindowTables.OF_TEXTS;
import static io.riffle.window.WindowTables.set;
import static io.riffle.window.WindowTables.value;
import static io.riffle.window.WindowTables.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riffle.feature.Feature;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureSource;
import io.riffle.feature.FeatureTable;
import io.riffle.feature.FeatureType;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Windows that are declared anew over stored histories, against all events and the textbook formulas: each feature is
 * right, or it has begun anew and the answer says so; what did not change is right all along.
 */
class ChangedWindowsTest {
    private static final List<Aggregate> SOME = List.of(Aggregate.COUNT, Aggregate.SUM, Aggregate.SINCE_LAST);

    /** What is declared before and after, and which windows must not notice. */
    private record Change(String what, List<WindowSpec> before, List<WindowSpec> after, List<String> kept) {
        @Override
        public String toString() {
            return what;
        }
    }

    private static Stream<Change> changes() {
        WindowSpec hour = window("hour", "amount", "PT1H", "PT1M", SOME);
        WindowSpec half = window("half", "amount", "PT30M", "PT1M", List.of(Aggregate.MEAN, Aggregate.MAX));
        WindowSpec shops = window("shops", "shop", "PT10M", "PT10S", OF_TEXTS);
        return Stream.of(
                new Change("nothing", List.of(hour, half, shops), List.of(hour, half, shops), all(hour, half, shops)),
                new Change("reordered", List.of(hour, half, shops), List.of(shops, half, hour), all(hour, half, shops)),
                new Change(
                        "renamed",
                        List.of(hour),
                        List.of(window("other", "amount", "PT1H", "PT1M", SOME)),
                        List.of("other")),
                new Change("removed", List.of(hour, half, shops), List.of(half), all(half)),
                new Change(
                        "shorter",
                        List.of(hour),
                        List.of(window("hour", "amount", "PT20M", "PT1M", SOME)),
                        List.of("hour")),
                new Change("longer", List.of(half, shops), List.of(half, hour, shops), all(half, shops)),
                new Change(
                        "longer itself",
                        List.of(half),
                        List.of(window("half", "amount", "PT2H", "PT1M", SOME)),
                        List.of()),
                new Change(
                        "much shorter, other buckets",
                        List.of(hour),
                        List.of(window("hour", "amount", "PT1M", "PT1S", SOME)),
                        List.of()),
                new Change(
                        "other field",
                        List.of(hour),
                        List.of(window("hour", "shop", "PT1H", "PT1M", List.of(Aggregate.COUNT))),
                        List.of()),
                new Change("another window", List.of(hour), List.of(hour, shops), all(hour)),
                new Change(
                        "a tumbling one",
                        List.of(hour),
                        List.of(
                                hour,
                                window(
                                        "day",
                                        "amount",
                                        "PT2H",
                                        "PT2H",
                                        List.of(Aggregate.COUNT, Aggregate.MEAN, Aggregate.STD))),
                        all(hour)),
                new Change(
                        "fewer aggregates",
                        List.of(window("hour", "amount", "PT1H", "PT1M", OF_NUMBERS)),
                        List.of(hour, half),
                        all(hour, half)),
                new Change(
                        "more aggregates",
                        List.of(hour),
                        List.of(hour, window("rest", "amount", "PT1H", "PT1M", OF_NUMBERS)),
                        all(hour)),
                new Change(
                        "std beside neighbours",
                        List.of(hour, half),
                        List.of(hour, half, window("std", "amount", "PT10M", "PT1M", List.of(Aggregate.STD))),
                        all(hour, half)),
                new Change(
                        "numbers beside a count",
                        List.of(window("n", "amount", "PT1H", "PT1M", List.of(Aggregate.COUNT))),
                        List.of(window("n", "amount", "PT1H", "PT1M", List.of(Aggregate.COUNT)), half),
                        List.of("n")),
                new Change(
                        "from least to greatest",
                        List.of(window("m", "amount", "PT1H", "PT1M", List.of(Aggregate.COUNT, Aggregate.MIN))),
                        List.of(window(
                                "m",
                                "amount",
                                "PT1H",
                                "PT1M",
                                List.of(Aggregate.COUNT, Aggregate.MAX, Aggregate.DISTINCT))),
                        List.of()),
                new Change(
                        "from since_last alone",
                        List.of(window("s", "amount", "PT1H", "PT1M", List.of(Aggregate.SINCE_LAST))),
                        List.of(window("s", "amount", "PT1H", "PT1M", List.of(Aggregate.SINCE_LAST)), hour),
                        List.of("s")));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void windows_areRightOrBegunAnewAndSaidSo(Change change) {
        int whole = 0;
        for (int frame : new int[] {1, 40}) {
            for (int at : new int[] {1, 150, 400}) {
                whole += replay(change, Payment.random(1000, at), at, frame);
            }
        }
        assertThat(whole).as("answers that were whole").isGreaterThan(1000);
    }

    /** The windows of a second change must not make those of the first one look whole. */
    @Test
    void isWhole_waitsForTheLastChange_whenThereAreSeveral() {
        List<WindowSpec> sum = List.of(window("w", "amount", "PT1H", "PT1M", List.of(Aggregate.SUM)));
        List<WindowSpec> max = List.of(window("w", "amount", "PT1H", "PT1M", List.of(Aggregate.SUM, Aggregate.MAX)));
        List<WindowSpec> std = List.of(window("w", "amount", "PT1H", "PT1M", List.of(Aggregate.STD, Aggregate.MAX)));
        byte[] record = null;
        for (int minute = 0; minute < 180; minute++) {
            List<WindowSpec> declared = minute < 60 ? sum : minute < 90 ? max : std;
            FeatureTable table = WindowTables.table(declared);
            EntityHistory history = new EntityHistory(declared, table.schema());
            history.read(record);
            set(table, new Payment(Payment.START + minute * 60_000L, minute, null));
            history.add(table, 0, Payment.START + minute * 60_000L);
            assertThat(history.isWhole()).as("minute %d", minute).isEqualTo(minute < 60 || minute >= 90 + 59);
            if (declared != sum) {
                assertThat(value(table, "w_max")).isEqualTo(minute);
            }
            record = history.write();
        }
    }

    @Test
    void isWhole_whenTheEntityIsNewOrForgotten_whateverChanged() {
        List<WindowSpec> windows = List.of(window("w", "amount", "PT1H", "PT1M", SOME));
        FeatureTable table = WindowTables.table(windows);
        EntityHistory history = new EntityHistory(windows, table.schema());
        history.read(null);
        set(table, new Payment(Payment.START, 1, null));
        history.add(table, 0, Payment.START);
        assertThat(history.isWhole()).isTrue();
        List<WindowSpec> other = List.of(window("w", "amount", "PT2H", "PT2M", SOME));
        EntityHistory after = new EntityHistory(other, table.schema());
        after.read(history.write());
        after.add(table, 0, Payment.START + EntityHistory.FORGET_AFTER.toMillis() + 1);
        assertThat(after.isWhole()).isTrue();
    }

    /** Numbers that became texts: the values mean something else. */
    @Test
    void windows_beginAnew_whenTheFieldHasAnotherType() {
        List<WindowSpec> windows = List.of(window("w", "amount", "PT1H", "PT1M", List.of(Aggregate.DISTINCT)));
        FeatureTable numbers = new FeatureTable(schema(FeatureType.NUMBER), 1);
        EntityHistory before = new EntityHistory(windows, numbers.schema());
        for (int i = 0; i < 9; i++) {
            numbers.number(0, 0, i);
            before.add(numbers, 0, Payment.START);
        }
        FeatureTable texts = new FeatureTable(schema(FeatureType.CATEGORY), 1);
        EntityHistory after = new EntityHistory(windows, texts.schema());
        after.read(before.write());
        texts.text(0, 0, "3");
        after.add(texts, 0, Payment.START + 1);
        assertThat(value(texts, "w_distinct")).isEqualTo(1);
        assertThat(after.isWhole()).isFalse();
    }

    /** A newer release wrote it before the way back. */
    @Test
    void isWhole_saysSo_whenTheRecordIsOfAnUnknownVersion() {
        List<WindowSpec> windows = List.of(window("w", "amount", "PT1M", "PT1S", SOME));
        FeatureTable table = WindowTables.table(windows);
        EntityHistory history = new EntityHistory(windows, table.schema());
        history.read(new byte[] {99, 1, 2});
        history.add(table, 0, Payment.START);
        assertThat(history.isWhole()).isFalse();
        byte[] record = history.write();
        history.read(record);
        history.add(table, 0, Payment.START + 59_000);
        assertThat(history.isWhole()).isFalse();
        history.add(table, 0, Payment.START + 60_000);
        assertThat(history.isWhole()).isTrue();
    }

    /** Five events 7 s apart, amounts from 10.5 to 14.5 and three shops, written by version 0.1.0. */
    @Test
    void read_takesUpTheFirstVersion_alsoUnderOtherWindows() {
        byte[] record = HexFormat.of()
                .parseHex(
                        "01c0d5cd8e876502c7e3db641b051c051a0400003d7e0400003de20400003d460500003daa0500002a6322181e030200"
                                + "020264450bdb08f667b409010396926808020264450bdb08f667b4");
        WindowSpec minute =
                window("minute", "amount", "PT1M", "PT1S", List.of(Aggregate.COUNT, Aggregate.SUM, Aggregate.MAX));
        WindowSpec shops = window("shops", "shop", "PT10M", "PT10S", List.of(Aggregate.DISTINCT));
        WindowSpec deviation = window("std", "amount", "PT1M", "PT1S", List.of(Aggregate.STD));
        for (List<WindowSpec> windows : List.of(List.of(minute, shops), List.of(minute, deviation, shops))) {
            FeatureTable table = WindowTables.table(windows);
            EntityHistory history = new EntityHistory(windows, table.schema());
            history.read(record);
            history.answer(table, 0, Payment.START + 28_000);
            assertThat(value(table, "minute_count")).isEqualTo(5);
            assertThat(value(table, "minute_sum")).isEqualTo(62.5);
            assertThat(value(table, "minute_max")).isEqualTo(14.5);
            assertThat(value(table, "shops_distinct")).isEqualTo(3);
            assertThat(history.isWhole()).isEqualTo(!windows.contains(deviation));
        }
    }

    private static int replay(Change change, List<Payment> payments, int at, int frame) {
        byte[] record = null;
        FeatureTable first = WindowTables.table(change.before());
        EntityHistory before = new EntityHistory(change.before(), first.schema());
        for (Payment payment : payments.subList(0, at)) {
            before.read(record);
            set(first, payment);
            before.add(first, 0, payment.time());
            record = before.write();
        }
        FeatureTable table = WindowTables.table(change.after());
        EntityHistory after = new EntityHistory(change.after(), table.schema());
        int whole = 0;
        for (int i = at; i < payments.size(); i++) {
            if ((i - at) % frame == 0) {
                after.read(record);
            }
            set(table, payments.get(i));
            after.add(table, 0, payments.get(i).time());
            record = after.write();
            check(change, table, payments.subList(0, i + 1), at, after.isWhole());
            whole += after.isWhole() ? 1 : 0;
            if (i == at) {
                assertThat(after.isWhole())
                        .as("said at the first event")
                        .isEqualTo(change.kept().size() == change.after().size());
            }
        }
        return whole;
    }

    private static void check(Change change, FeatureTable table, List<Payment> seen, int at, boolean whole) {
        long changed =
                seen.subList(0, at).stream().mapToLong(Payment::time).max().orElseThrow();
        for (WindowSpec window : change.after()) {
            for (Aggregate aggregate : window.aggregates()) {
                String feature = window.featureName(aggregate);
                double found = value(table, feature);
                double right = DirectWindow.value(window, aggregate, seen);
                String what = feature + " of event " + seen.size() + ", changed before event " + at;
                if (whole || change.kept().contains(window.name()) || aggregate == Aggregate.SINCE_LAST) {
                    assertThat(same(found, right))
                            .as("%s: %s must be %s", what, found, right)
                            .isTrue();
                } else {
                    assertThat(partial(change, window, seen, at, changed))
                            .as("%s: %s must be right or begun anew", what, found)
                            .anyMatch(some -> same(found, DirectWindow.value(window, aggregate, some)));
                }
            }
        }
    }

    /** All events; those since the change; since the bucket after it; and those of the buckets that were remembered. */
    private static List<List<Payment>> partial(
            Change change, WindowSpec window, List<Payment> seen, int at, long changed) {
        long every = window.every().toMillis();
        List<List<Payment>> parts = new ArrayList<>(List.of(seen, seen.subList(at, seen.size())));
        parts.add(from(seen, (Math.floorDiv(changed, every) + 1) * every));
        for (WindowSpec old : change.before()) {
            long buckets = (old.over().toMillis() + EntityHistory.LATENESS.toMillis() + every - 1) / every;
            parts.add(from(seen, (Math.floorDiv(changed, every) - buckets + 1) * every));
        }
        return parts.stream().filter(part -> !part.isEmpty()).toList();
    }

    /** The asked event is the last one; if it is not among them, it must not count. */
    private static List<Payment> from(List<Payment> seen, long start) {
        Payment asked = seen.get(seen.size() - 1);
        List<Payment> some = new ArrayList<>(
                seen.stream().filter(payment -> payment.time() >= start).toList());
        if (asked.time() < start) {
            some.clear();
            some.add(new Payment(asked.time() - WindowSpec.LONGEST.toMillis() * 2, Double.NaN, null));
        }
        return some;
    }

    private static boolean same(double found, double right) {
        if (Double.isNaN(right)) {
            return Double.isNaN(found);
        }
        return within(Math.max(1e-6, Math.abs(right) * 1e-9)).value >= Math.abs(found - right);
    }

    private static List<String> all(WindowSpec... windows) {
        return Stream.of(windows).map(WindowSpec::name).toList();
    }

    private static FeatureSchema schema(FeatureType type) {
        return new FeatureSchema(List.of(
                new Feature("amount", type, FeatureSource.EVENT),
                new Feature("w_distinct", FeatureType.NUMBER, FeatureSource.HISTORY)));
    }
}
