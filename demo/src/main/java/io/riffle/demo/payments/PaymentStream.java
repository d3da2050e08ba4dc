package io.riffle.demo.payments;

import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Payments of all cards in the order of their time, without end: owners' spontaneous payments, what follows from them
 * (further shops, further purchases in a game) and misuse. About 1 % of the payments are fraud.
 */
final class PaymentStream {
    private static final double MILLIS_PER_DAY = 86_400_000;
    private static final double TOUR = 0.16;
    private static final double GAME = 0.02;
    private static final double FRAUD = 0.0031;

    private final CardPopulation population;
    private final SeededRandom random;
    private final PaymentHabits habits;
    private final FraudPlanner frauds;
    private final PriorityQueue<Planned> planned =
            new PriorityQueue<>(Comparator.comparingLong(Planned::time).thenComparingLong(Planned::order));
    private long order;
    private long spontaneousTime;
    private @Nullable Payment head;

    PaymentStream(CardPopulation population, long seed, long start) {
        this.population = population;
        random = new SeededRandom(seed);
        habits = new PaymentHabits(random);
        frauds = new FraudPlanner(random, habits);
        spontaneousTime = start;
    }

    /** Time of the next payment, without taking it. */
    long nextTime() {
        return head().time();
    }

    Payment next() {
        Payment next = head();
        head = null;
        return next;
    }

    private Payment head() {
        if (head == null) {
            head = draw();
        }
        return head;
    }

    private Payment draw() {
        Planned first = planned.peek();
        if (first != null && first.time() <= spontaneousTime) {
            planned.remove();
            return first.payment();
        }
        Payment payment = habits.payment(population.next(random), spontaneousTime);
        double perMilli = CardPopulation.paymentsPerDay() / MILLIS_PER_DAY * PaymentRhythm.intensity(spontaneousTime);
        spontaneousTime += (long) (random.exponential() / perMilli);
        follow(payment);
        return payment;
    }

    private void follow(Payment payment) {
        double draw = random.nextDouble();
        if (draw < TOUR && payment.channel() == Channel.POS) {
            tour(payment);
        } else if (draw > 1 - GAME) {
            game(payment);
        }
        // Thieves do not sleep more than owners do by day: relative to the owners' rhythm nights are risky.
        if (random.chance(FRAUD / StrictMath.sqrt(PaymentRhythm.intensity(payment.time())))) {
            Card victim = population.cards().get(random.nextInt(CardPopulation.SIZE));
            boolean owner = random.chance(0.5);
            frauds.plan(owner ? payment : habits.payment(victim, payment.time()))
                    .forEach(this::plan);
        }
    }

    private void tour(Payment start) {
        Payment last = start;
        int shops = random.between(1, 4);
        for (int i = 0; i < shops; i++) {
            last = habits.nextShop(last);
            plan(last);
        }
    }

    private void game(Payment start) {
        Payment last = start;
        int purchases = random.between(2, 7);
        for (int i = 0; i < purchases; i++) {
            last = habits.nextPurchase(last);
            plan(last);
        }
    }

    private void plan(Payment payment) {
        planned.add(new Planned(payment.time(), order++, payment));
    }

    /** The order of planning decides between payments of the same millisecond, so that a seed gives one stream. */
    private record Planned(long time, long order, Payment payment) {}
}
