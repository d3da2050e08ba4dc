package io.riffle.window;

import java.util.List;
import java.util.Objects;

/** What a window must answer, computed from all events with the textbook formulas: the reference of the tests. */
final class DirectWindow {
    private DirectWindow() {}

    /** @param seen the entity's events so far, the asked one included and last */
    static double value(WindowSpec window, Aggregate aggregate, List<Payment> seen) {
        long every = window.every().toMillis();
        long time = seen.get(seen.size() - 1).time();
        long end = Math.floorDiv(time, every) * every + every;
        List<Payment> inside = seen.stream()
                .filter(payment -> payment.time() < end
                        && payment.time() >= end - window.over().toMillis())
                .toList();
        double[] amounts = inside.stream()
                .mapToDouble(Payment::amount)
                .filter(amount -> !Double.isNaN(amount))
                .toArray();
        return switch (aggregate) {
            case COUNT -> inside.size();
            case SUM -> sum(amounts);
            case MEAN -> sum(amounts) / amounts.length;
            case MIN -> java.util.Arrays.stream(amounts).min().orElse(Double.NaN);
            case MAX -> java.util.Arrays.stream(amounts).max().orElse(Double.NaN);
            case STD -> deviation(amounts);
            case DISTINCT -> distinct(window, inside);
            case SINCE_LAST -> sinceLast(time, seen.subList(0, seen.size() - 1));
        };
    }

    private static double sum(double[] amounts) {
        double sum = 0;
        for (double amount : amounts) {
            sum += amount;
        }
        return sum;
    }

    private static double deviation(double[] amounts) {
        double mean = sum(amounts) / amounts.length;
        double squares = 0;
        for (double amount : amounts) {
            squares += (amount - mean) * (amount - mean);
        }
        return Math.sqrt(squares / amounts.length);
    }

    private static double distinct(WindowSpec window, List<Payment> inside) {
        if (window.of().equals("shop")) {
            return inside.stream()
                    .map(Payment::shop)
                    .filter(Objects::nonNull)
                    .distinct()
                    .count();
        }
        return inside.stream()
                .map(Payment::amount)
                .filter(amount -> !Double.isNaN(amount))
                .distinct()
                .count();
    }

    private static double sinceLast(long time, List<Payment> before) {
        return before.isEmpty()
                ? Double.NaN
                : Math.max(
                        0, time - before.stream().mapToLong(Payment::time).max().orElseThrow());
    }
}
