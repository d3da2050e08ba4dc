package io.riffle.demo.payments;

import java.util.Arrays;

/**
 * What owners of cards do: shop near home or where they travel, mostly in the shops they know, sometimes several times
 * in a row. Much of it looks a little like fraud: travellers pay far away, online shops are everywhere, some purchases
 * are large and games are paid in bursts of small amounts. A model must not find the two easy to tell apart.
 */
final class PaymentHabits {
    private static final int MERCHANTS_PER_CATEGORY = 5_000;
    private static final Category[] CATEGORIES = Category.values();
    private static final long TRIP_MILLIS = 4 * 86_400_000L;
    /** From this distance on a payment is abroad. */
    private static final int ABROAD_TENTHS = 3_000;

    private final SeededRandom random;
    private final WeightedChoice categories = new WeightedChoice(
            Arrays.stream(CATEGORIES).mapToDouble(Category::weight).toArray());

    PaymentHabits(SeededRandom random) {
        this.random = random;
    }

    /** A spontaneous payment. */
    Payment payment(Card card, long time) {
        Category category = CATEGORIES[categories.next(random)];
        if (category == Category.CASH) {
            int cents = 1_000 * Math.max(1, amount(card, category) / 1_000);
            return genuine(card, time, cents, category, Channel.ATM);
        }
        Channel channel = random.chance(onlineShare(card, category)) ? Channel.ONLINE : Channel.POS;
        return genuine(card, time, amount(card, category), category, channel);
    }

    /** The next shop of a shopping tour. */
    Payment nextShop(Payment previous) {
        long time = previous.time() + (long) (60_000 * random.uniform(2, 25));
        Category category = CATEGORIES[categories.next(random)];
        if (category == Category.CASH) {
            category = Category.FASHION;
        }
        return genuine(previous.card(), time, amount(previous.card(), category), category, Channel.POS);
    }

    /** One more small payment in a game, in the same shop. */
    Payment nextPurchase(Payment previous) {
        long time = previous.time() + (long) (60_000 * random.uniform(0.3, 4));
        return new Payment(
                time,
                previous.card(),
                new Payment.Purchase(
                        99 + 100 * random.nextInt(12), Category.ENTERTAINMENT, Channel.ONLINE, EntryMode.WALLET),
                new Payment.Place(previous.merchant(), previous.country(), previous.distance()),
                null);
    }

    /** In cents, at least 0.50. */
    int amount(Card card, Category category) {
        double median = card.typicalAmount() * category.amountFactor();
        double large = random.chance(0.025) ? random.uniform(3, 9) : 1;
        return cents(random.logNormal(median, card.spread()) * large);
    }

    static int cents(double amount) {
        return (int) Math.round(100 * Math.min(90_000, Math.max(0.5, amount)));
    }

    /** A shop the card was used in before, mostly; each category has a few that its owner prefers. */
    int merchant(Card card, Category category) {
        if (random.chance(0.25)) {
            return newMerchant();
        }
        int preference = Math.min(random.nextInt(4), random.nextInt(4));
        long shop = card.number() * 1_000L + category.label().hashCode() * 4L + preference;
        return Math.floorMod(SeededRandom.mix(shop), MERCHANTS_PER_CATEGORY);
    }

    int newMerchant() {
        return random.nextInt(MERCHANTS_PER_CATEGORY);
    }

    /** Where the owner is, in tenths of a kilometre from home: near, or on a trip of some days. */
    int whereabouts(Card card, long time) {
        long trip = SeededRandom.mix(card.number() * 1_000_003L + Math.floorDiv(time, TRIP_MILLIS));
        double draw = (trip >>> 11) * 0x1p-53;
        double near = Math.min(400, random.logNormal(card.radius(), 0.7));
        if (draw >= card.awayShare()) {
            return (int) (10 * near);
        }
        return (int) (10 * (150 + 7_000 * draw / card.awayShare() + near));
    }

    String country(Card card, int distance) {
        return distance < ABROAD_TENTHS
                ? card.country()
                : CardPopulation.COUNTRIES.get(random.nextInt(CardPopulation.COUNTRIES.size()));
    }

    private Payment genuine(Card card, long time, int cents, Category category, Channel channel) {
        int distance = channel == Channel.ONLINE ? online(card, time) : whereabouts(card, time);
        return new Payment(
                time,
                card,
                new Payment.Purchase(cents, category, channel, entryMode(channel)),
                new Payment.Place(merchant(card, category), country(card, distance), distance),
                null);
    }

    /** The network address of an online payment is sometimes far from its owner. */
    private int online(Card card, long time) {
        return random.chance(0.10) ? (int) (10 * random.uniform(100, 9_000)) : whereabouts(card, time);
    }

    private EntryMode entryMode(Channel channel) {
        double draw = random.nextDouble();
        return switch (channel) {
            case POS -> draw < 0.7 ? EntryMode.CONTACTLESS : draw < 0.97 ? EntryMode.CHIP : EntryMode.MAGSTRIPE;
            case ATM -> draw < 0.95 ? EntryMode.CHIP : EntryMode.MAGSTRIPE;
            case ONLINE -> draw < 0.55 ? EntryMode.WALLET : EntryMode.KEYED;
        };
    }

    private static double onlineShare(Card card, Category category) {
        return switch (category) {
            case GROCERY, FUEL, RESTAURANT, CASH -> card.onlineShare() * 0.2;
            case HEALTH, FASHION -> card.onlineShare();
            case ELECTRONICS, TRAVEL, ENTERTAINMENT, GIFT_CARDS -> Math.min(0.95, card.onlineShare() * 1.7);
        };
    }
}
