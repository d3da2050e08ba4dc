package io.riffle.app.demo;

import java.util.ArrayList;
import java.util.List;

/** Plans the payments of one misuse of a card. Amounts and shops overlap with what the owner does. */
final class FraudPlanner {
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
        return switch (pattern) {
            case VELOCITY_BURST -> burst(genuine);
            case IMPOSSIBLE_TRAVEL -> travel(genuine);
            case NEW_MERCHANT_SPREE -> spree(genuine);
            case TEST_THEN_LARGE -> test(genuine);
        };
    }

    private List<Payment> burst(Payment genuine) {
        List<Payment> plan = new ArrayList<>();
        long time = later(genuine.time(), 5, 600);
        int payments = random.between(4, 11);
        int distance = faraway(0.6, genuine);
        Category category = resale();
        int merchant = habits.newMerchant();
        for (int i = 0; i < payments; i++) {
            if (random.chance(0.4)) {
                category = resale();
                merchant = habits.newMerchant();
            }
            int cents = amount(genuine.card(), category, random.uniform(0.4, 2.5));
            plan.add(online(genuine, time, cents, distance, category, merchant, FraudPattern.VELOCITY_BURST));
            time = later(time, 0.2, 3);
        }
        return plan;
    }

    private List<Payment> travel(Payment genuine) {
        List<Payment> plan = new ArrayList<>();
        long time = later(genuine.time(), 8, 90);
        int distance = (int) (10 * random.uniform(300, 9_000));
        int payments = random.between(1, 4);
        for (int i = 0; i < payments; i++) {
            Category category = random.chance(0.35) ? Category.CASH : resale();
            Channel channel = category == Category.CASH ? Channel.ATM : Channel.POS;
            EntryMode entryMode = random.chance(0.45) ? EntryMode.MAGSTRIPE : EntryMode.CHIP;
            plan.add(new Payment(
                    time,
                    genuine.card(),
                    amount(genuine.card(), category, random.uniform(0.8, 2.5)),
                    category,
                    channel,
                    entryMode,
                    habits.newMerchant(),
                    habits.country(genuine.card(), distance),
                    distance + random.nextInt(200),
                    FraudPattern.IMPOSSIBLE_TRAVEL));
            time = later(time, 4, 40);
        }
        return plan;
    }

    private List<Payment> spree(Payment genuine) {
        List<Payment> plan = new ArrayList<>();
        long time = later(genuine.time(), 10, 400);
        int payments = random.between(3, 8);
        for (int i = 0; i < payments; i++) {
            Category category = resale();
            int distance = (int) (10 * random.uniform(5, 250));
            EntryMode entryMode = random.chance(0.6) ? EntryMode.CONTACTLESS : EntryMode.CHIP;
            plan.add(new Payment(
                    time,
                    genuine.card(),
                    amount(genuine.card(), category, random.uniform(0.6, 2)),
                    category,
                    Channel.POS,
                    entryMode,
                    habits.newMerchant(),
                    genuine.card().country(),
                    distance,
                    FraudPattern.NEW_MERCHANT_SPREE));
            time = later(time, 4, 35);
        }
        return plan;
    }

    private List<Payment> test(Payment genuine) {
        List<Payment> plan = new ArrayList<>();
        long time = later(genuine.time(), 5, 600);
        int distance = faraway(0.7, genuine);
        int tests = random.between(1, 2);
        int payments = tests + random.between(1, 3);
        for (int i = 0; i < payments; i++) {
            double factor = i < tests ? random.uniform(0.01, 0.04) : random.uniform(2, 7);
            Category category = i < tests ? Category.ENTERTAINMENT : resale();
            int cents = amount(genuine.card(), category, factor);
            plan.add(online(
                    genuine, time, cents, distance, category, habits.newMerchant(), FraudPattern.TEST_THEN_LARGE));
            time = later(time, 1, 20);
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
                cents,
                category,
                Channel.ONLINE,
                random.chance(0.75) ? EntryMode.KEYED : EntryMode.WALLET,
                merchant,
                habits.country(genuine.card(), distance),
                distance,
                pattern);
    }

    private int amount(Card card, Category category, double factor) {
        double median = card.typicalAmount() * StrictMath.sqrt(category.amountFactor());
        return PaymentHabits.cents(random.logNormal(median * factor, 0.35));
    }

    private int faraway(double probability, Payment genuine) {
        return random.chance(probability)
                ? (int) (10 * random.uniform(200, 9_000))
                : habits.whereabouts(genuine.card(), genuine.time());
    }

    private Category resale() {
        return RESALE[random.nextInt(RESALE.length)];
    }

    private long later(long time, double fromMinutes, double toMinutes) {
        return time + (long) (60_000 * random.uniform(fromMinutes, toMinutes));
    }
}
