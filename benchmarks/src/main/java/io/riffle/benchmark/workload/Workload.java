package io.riffle.benchmark.workload;

import java.util.SplittableRandom;

/**
 * The input of a benchmark, reproducible from its seed: event {@code index} is the same in every run. Event times rise
 * by {@code millisBetweenEvents}, so 600,000 events at 6 ms are one hour, and a card of 20,000 is seen every two minutes.
 *
 * @param start event time of the first event, milliseconds since the epoch
 */
public record Workload(long seed, int events, int cards, long start, double millisBetweenEvents) {
    /** A fixed day, so that two runs of the benchmark read the same bytes. */
    private static final long FIXED_START = 1_736_121_600_000L;

    private static final int ID_DIGITS = 9;
    private static final int CARD_DIGITS = 6;

    public static Workload of(int events, int cards) {
        return new Workload(42, events, cards, FIXED_START, 6);
    }

    public CardEvent event(int index) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + index);
        return new CardEvent(
                "e" + padded(index, ID_DIGITS),
                card(random.nextInt(cards)),
                start + (long) (index * millisBetweenEvents),
                rounded(Math.exp(random.nextGaussian(3, 1)), 100),
                rounded(random.nextExponential() * 20, 100),
                rounded(random.nextDouble(), 10_000),
                rounded(random.nextDouble(), 10_000),
                1 + random.nextInt(8),
                rounded(random.nextExponential() * 3, 1_000),
                FeatureLayout.CATEGORIES.get(random.nextInt(FeatureLayout.CATEGORIES.size())),
                "merchant-" + random.nextInt(100_000, 1_000_000),
                "terminal-" + random.nextInt(10_000_000, 100_000_000));
    }

    public static String card(int number) {
        return "card-" + padded(number, CARD_DIGITS);
    }

    /** The index of the event with this id. */
    public static int index(String eventId) {
        return Integer.parseInt(eventId.substring(1));
    }

    private static String padded(int number, int digits) {
        String text = Integer.toString(number);
        return "0".repeat(digits - text.length()) + text;
    }

    private static double rounded(double value, int steps) {
        return (double) Math.round(value * steps) / steps;
    }
}
