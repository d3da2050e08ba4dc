package io.riffle.demo.payments;

import java.util.ArrayList;
import java.util.List;

/**
 * Plans the payments of one misuse of a card. Amounts and shops overlap with what the owner does, and one thief in
 * three takes care not to be noticed: slower, for less money, near the card's home.
 */
final class FraudPlanner {
    private static final double CAREFUL = 0.35;
    private static final FraudPattern[] PATTERNS = FraudPattern.values();
    private static final Category[] RESALE = {
        Category.ELECTRONICS, Category.GIFT_CARDS, Category.FASHION, Category.ENTERTAINMENT, Category.TRAVEL
    };

    private final SeededRandom random;
    private final PaymentHabits habits;

    FraudPlanner(SeededRandom random, PaymentHabits habits) {
        this.random = random;
        this.habits = habits;
    }

    /** The payments that follow a genuine one, in the order of time. */
    List<Payment> plan(Payment genuine) {
        FraudPattern pattern = PATTERNS[random.nextInt(PATTERNS.length)];
        boolean careful = random.chance(CAREFUL);
        return switch (pattern) {
            case VELOCITY_BURST -> burst(genuine, careful);
            case IMPOSSIBLE_TRAVEL -> travel(genuine, careful);
            case NEW_MERCHANT_SPREE -> spree(genuine, careful);
            case TEST_THEN_LARGE -> test(genuine, careful);
        };
    }

    private List<Payment> burst(Payment genuine, boolean careful) {
        List<Payment> plan = new ArrayList<>();
        long time = later(genuine.time(), 5, 600);
        int payments = random.between(4, 11);
        int distance = whereabouts(genuine, careful);
        Category category = resale();
        int merchant = habits.merchant(genuine.card(), category);
        for (int i = 0; i < payments; i++) {
            if (random.chance(0.4)) {
                category = resale();
                merchant = habits.newMerchant();
            }
            int cents = amount(genuine.card(), category, random.uniform(0.3, careful ? 1.2 : 2.5));
            plan.add(online(genuine, time, cents, distance, category, merchant, FraudPattern.VELOCITY_BURST));
            time = careful ? later(time, 2, 25) : later(time, 0.2, 3);
        }
        return plan;
    }

    private List<Payment> travel(Payment genuine, boolean careful) {
        List<Payment> plan = new ArrayList<>();
        long time = later(genuine.time(), 8, careful ? 600 : 90);
        int distance = (int) (10 * random.uniform(careful ? 60 : 300, careful ? 600 : 9_000));
        int payments = random.between(1, 4);
        for (int i = 0; i < payments; i++) {
            Category category = random.chance(0.35) ? Category.CASH : resale();
            Channel channel = category == Category.CASH ? Channel.ATM : Channel.POS;
            plan.add(new Payment(
                    time,
                    genuine.card(),
                    new Payment.Purchase(
                            amount(genuine.card(), category, random.uniform(0.5, careful ? 1.2 : 2.5)),
                            category,
                            channel,
                            random.chance(0.35) ? EntryMode.MAGSTRIPE : EntryMode.CHIP),
                    new Payment.Place(
                            habits.newMerchant(),
                            habits.country(genuine.card(), distance),
                            distance + random.nextInt(200)),
                    FraudPattern.IMPOSSIBLE_TRAVEL));
            time = later(time, 4, 40);
        }
        return plan;
    }

    private List<Payment> spree(Payment genuine, boolean careful) {
        List<Payment> plan = new ArrayList<>();
        long time = later(genuine.time(), 10, 400);
        int payments = random.between(3, 8);
        for (int i = 0; i < payments; i++) {
            Category category = resale();
            int distance = careful ? habits.whereabouts(genuine.card(), time) : (int) (10 * random.uniform(5, 250));
            plan.add(new Payment(
                    time,
                    genuine.card(),
                    new Payment.Purchase(
                            amount(genuine.card(), category, random.uniform(0.5, careful ? 1 : 2)),
                            category,
                            Channel.POS,
                            random.chance(0.7) ? EntryMode.CONTACTLESS : EntryMode.CHIP),
                    new Payment.Place(habits.newMerchant(), genuine.card().country(), distance),
                    FraudPattern.NEW_MERCHANT_SPREE));
            time = careful ? later(time, 30, 200) : later(time, 4, 35);
        }
        return plan;
    }

    private List<Payment> test(Payment genuine, boolean careful) {
        List<Payment> plan = new ArrayList<>();
        long time = later(genuine.time(), 5, 600);
        int distance = whereabouts(genuine, careful);
        int tests = random.between(1, 2);
        int payments = tests + random.between(1, 3);
        for (int i = 0; i < payments; i++) {
            double factor = i < tests ? random.uniform(0.01, 0.2) : random.uniform(1, careful ? 2.5 : 7);
            Category category = i < tests ? Category.ENTERTAINMENT : resale();
            int cents = amount(genuine.card(), category, factor);
            plan.add(online(
                    genuine, time, cents, distance, category, habits.newMerchant(), FraudPattern.TEST_THEN_LARGE));
            time = careful ? later(time, 60, 400) : later(time, 1, 20);
        }
        return plan;
    }

    private Payment online(
            Payment genuine,
            long time,
            int cents,
            int distance,
            Category category,
            int merchant,
            FraudPattern pattern) {
        return new Payment(
                time,
                genuine.card(),
                new Payment.Purchase(
                        cents, category, Channel.ONLINE, random.chance(0.65) ? EntryMode.KEYED : EntryMode.WALLET),
                new Payment.Place(merchant, habits.country(genuine.card(), distance), distance),
                pattern);
    }

    private int amount(Card card, Category category, double factor) {
        double median = card.typicalAmount() * StrictMath.sqrt(category.amountFactor());
        return PaymentHabits.cents(random.logNormal(median * factor, 0.4));
    }

    /** Where an online payment seems to come from, in tenths of a kilometre from the card's home. */
    private int whereabouts(Payment genuine, boolean careful) {
        return careful || random.chance(0.4)
                ? habits.whereabouts(genuine.card(), genuine.time())
                : (int) (10 * random.uniform(200, 9_000));
    }

    private Category resale() {
        return RESALE[random.nextInt(RESALE.length)];
    }

    private long later(long time, double fromMinutes, double toMinutes) {
        return time + (long) (60_000 * random.uniform(fromMinutes, toMinutes));
    }
}
