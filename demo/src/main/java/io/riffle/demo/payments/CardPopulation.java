package io.riffle.demo.payments;

import java.util.List;
import java.util.stream.IntStream;

/**
 * All cards of the demo. Card 0 is used most: how often a card is used falls with its number by the Zipf-Mandelbrot law
 * 1 / (number + 50)^0.9, from some 250 payments a day (a company's fleet) to about one.
 */
public final class CardPopulation {
    public static final int SIZE = 20_000;
    static final List<String> COUNTRIES = List.of("DE", "FR", "NL", "AT", "CH", "IT", "ES", "PL", "GB", "US");
    private static final double PAYMENTS_PER_DAY = 100_000;

    private final List<Card> cards;
    private final WeightedChoice popularity;

    public CardPopulation(long seed) {
        double[] weights =
                IntStream.range(0, SIZE).mapToDouble(CardPopulation::weight).toArray();
        double total = IntStream.range(0, SIZE).mapToDouble(i -> weights[i]).sum();
        SeededRandom random = new SeededRandom(seed);
        cards = IntStream.range(0, SIZE)
                .mapToObj(number -> card(number, PAYMENTS_PER_DAY * weights[number] / total, random))
                .toList();
        popularity = new WeightedChoice(weights);
    }

    public List<Card> cards() {
        return cards;
    }

    /** A card whose owner is about to pay. */
    Card next(SeededRandom random) {
        return cards.get(popularity.next(random));
    }

    /** Mean number of spontaneous payments of all cards in a day of event time. */
    static double paymentsPerDay() {
        return PAYMENTS_PER_DAY;
    }

    private static double weight(int number) {
        return StrictMath.pow(number + 50, -0.9);
    }

    private static Card card(int number, double dailyPayments, SeededRandom random) {
        double online = random.nextDouble();
        double away = random.nextDouble();
        return new Card(
                number,
                COUNTRIES.get(Math.min(random.nextInt(14), random.nextInt(COUNTRIES.size()))),
                new Card.Habits(
                        random.logNormal(18, 0.55),
                        random.uniform(0.45, 0.85),
                        0.05 + 0.7 * online * online,
                        0.12 * away * away * away,
                        dailyPayments,
                        random.logNormal(5, 0.6)),
                random.between(20, 3650));
    }
}
