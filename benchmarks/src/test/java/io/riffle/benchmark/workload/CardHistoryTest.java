package io.riffle.benchmark.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class CardHistoryTest {
    private record Payment(long minute, double amount) {}

    private final List<Payment> payments = new ArrayList<>();

    /** Against the plain definition, over gaps shorter and longer than the ring, with a restart after each payment. */
    @Test
    void totals_equalTheDirectFormula_whenEncodedInBetween() {
        SplittableRandom random = new SplittableRandom(7);
        CardHistory history = new CardHistory();
        long minute = 28_000_000;
        for (int i = 0; i < 500; i++) {
            minute += random.nextInt(20) == 0 ? random.nextInt(200) : random.nextInt(3);
            Payment payment = new Payment(minute, random.nextInt(1, 1000));
            payments.add(payment);
            history.add(minute, payment.amount());
            assertThat(totals(history, minute)).isEqualTo(expected(minute));
            history = CardHistory.decode(history.encode());
        }
    }

    private static List<Float> totals(CardHistory history, long minute) {
        FloatBuffer features = FloatBuffer.allocate(12);
        WindowTotals totals = new WindowTotals();
        history.total(minute, totals);
        totals.write(features);
        List<Float> values = new ArrayList<>();
        for (float value : features.array()) {
            values.add(value);
        }
        return values;
    }

    private List<Float> expected(long minute) {
        List<Float> values = new ArrayList<>();
        for (int window : FeatureLayout.WINDOW_MINUTES) {
            DoubleSummaryStatistics statistics = payments.stream()
                    .filter(payment -> payment.minute() > minute - window)
                    .mapToDouble(Payment::amount)
                    .summaryStatistics();
            values.add((float) statistics.getCount());
            values.add((float) statistics.getSum());
            values.add((float) statistics.getAverage());
            values.add((float) statistics.getMax());
        }
        return values;
    }
}
