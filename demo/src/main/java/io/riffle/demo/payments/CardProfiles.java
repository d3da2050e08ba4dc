package io.riffle.demo.payments;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The profiles that a bank would have computed from the months before: an estimate of each card's habits. A few cards are
 * too new to have one, and a few were not updated for a very long time.
 */
public final class CardProfiles {
    private static final long DAY = 86_400_000;
    private static final double NEW = 0.005;
    private static final double OUTDATED = 0.005;

    private final long seed;
    private final long computedAt;

    /** @param computedAt milliseconds since the epoch: when the estimates were made, the stream's start */
    public CardProfiles(long seed, long computedAt) {
        this.seed = seed;
        this.computedAt = computedAt;
    }

    /** The fields of a card's hash in Redis as text, for example {@code avg_amount=31.07}; empty for a new card. */
    public Map<String, String> values(Card card) {
        SeededRandom random = random(card);
        if (random.chance(NEW)) {
            return Map.of();
        }
        // 1.9: mean amount factor of the categories, weighted by how often each is bought
        double mean = 1.9 * card.typicalAmount() * StrictMath.exp(card.spread() * card.spread() / 2);
        double deviation = mean * StrictMath.sqrt(StrictMath.exp(card.spread() * card.spread()) - 0.3);
        Map<String, String> values = new LinkedHashMap<>();
        values.put("avg_amount", text(mean * estimate(random), 2));
        values.put("std_amount", text(deviation * estimate(random), 2));
        values.put("payments_per_day", text(card.dailyPayments() * estimate(random), 3));
        values.put("online_share", text(Math.min(1, card.onlineShare() * estimate(random)), 3));
        values.put("home_radius_km", text(card.radius() * estimate(random), 1));
        values.put("account_age_days", Integer.toString(card.accountAgeDays()));
        return values;
    }

    /** When the values of a card became true, milliseconds since the epoch: some night of the last weeks. */
    public long eventTime(Card card) {
        SeededRandom random = random(card);
        random.nextLong();
        return computedAt - DAY * (random.chance(OUTDATED) ? 500 : random.nextInt(20));
    }

    /** All cards that have a profile, by the time their values became true. */
    public Map<Long, Map<String, Map<String, String>>> byEventTime(CardPopulation population) {
        Map<Long, Map<String, Map<String, String>>> profiles = new TreeMap<>();
        for (Card card : population.cards()) {
            Map<String, String> values = values(card);
            if (!values.isEmpty()) {
                profiles.computeIfAbsent(eventTime(card), time -> new LinkedHashMap<>())
                        .put(card.id(), values);
            }
        }
        return profiles;
    }

    private SeededRandom random(Card card) {
        return new SeededRandom(SeededRandom.mix(seed) + card.number());
    }

    private static double estimate(SeededRandom random) {
        return random.logNormal(1, 0.12);
    }

    private static String text(double value, int places) {
        return String.format(Locale.ROOT, "%." + places + "f", value);
    }
}
