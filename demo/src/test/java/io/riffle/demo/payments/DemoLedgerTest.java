package io.riffle.demo.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DemoLedgerTest {
    private static final long MILLI = 1_000_000;

    private final AtomicLong clock = new AtomicLong(-5_000_000_000L);
    private final DemoLedger ledger = new DemoLedger(clock::get, new AlarmLog(Incidents.NONE));

    @Test
    void report_addsUp_whenEveryRecordIsAnswered() {
        List<DemoRecord> records = send(5_000);
        clock.addAndGet(7 * MILLI);
        records.forEach(this::answer);

        DemoReport report = ledger.report();
        assertThat(report.problems()).isEmpty();
        assertThat(report.records().received()).isEqualTo(5_000);
        assertThat(report.records().predicted() + report.records().deadLettered())
                .isEqualTo(5_000);
        assertThat(report.records().duplicates())
                .isPositive()
                .isLessThan(report.records().deadLettered());
        assertThat(report.latency().p50()).isCloseTo(7, within(0.3));
        assertThat(report.latency().p99()).isCloseTo(7, within(0.3));
        assertThat(report.auc()).isEqualTo(1);
        assertThat(report.eventsPerSecond()).isCloseTo(5_000 / 0.007, within(1.0));
        assertThat(ledger.inFlight()).isZero();
    }

    @Test
    void report_hasAProblem_whenAPredictionIsMissing() {
        List<DemoRecord> records = send(100);
        records.stream().skip(1).forEach(this::answer);
        assertThat(ledger.report().problems()).anyMatch(problem -> problem.contains("predicted + dead_lettered"));
    }

    @Test
    void report_hasAProblem_whenAPaymentIsPredictedTwice() {
        List<DemoRecord> records = send(100);
        records.forEach(this::answer);
        DemoRecord good = records.stream()
                .filter(record -> record.expected().isEmpty())
                .findFirst()
                .orElseThrow();
        answer(good);
        assertThat(ledger.report().problems()).hasSize(2);
    }

    /** The sum rule alone would not notice this one. */
    @Test
    void report_hasAProblem_whenABadRecordIsPredicted() {
        for (DemoRecord record : send(2_000)) {
            if (record.expected().isPresent()) {
                ledger.predicted(record.sequence(), 0.5);
            } else {
                answer(record);
            }
        }
        assertThat(ledger.report().problems()).singleElement().asString().contains("unexpected");
    }

    @Test
    void snapshot_forgetsLatency_whenItWasShown() {
        List<DemoRecord> records = send(200);
        clock.addAndGet(3 * MILLI);
        records.forEach(this::answer);
        assertThat(ledger.snapshot().p50Millis()).isCloseTo(3, within(0.2));
        assertThat(ledger.snapshot().p50Millis()).isNaN();
        assertThat(ledger.snapshot().answered()).isEqualTo(200);
    }

    private List<DemoRecord> send(int count) {
        CardPayments payments = new CardPayments(3, 1_767_225_600_000L);
        List<DemoRecord> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            DemoRecord record = payments.next();
            ledger.sending(record);
            ledger.acknowledged();
            records.add(record);
        }
        return records;
    }

    private void answer(DemoRecord record) {
        record.expected()
                .ifPresentOrElse(
                        reason -> ledger.deadLettered(reason.label()),
                        () -> ledger.predicted(record.sequence(), record.isFraud() ? 0.9 : 0.1));
    }
}
