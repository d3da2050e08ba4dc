package io.riffle.window;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** An event of one entity: amount NaN and shop null are missing values. */
record Payment(long time, double amount, @Nullable String shop) {
    static final long START = 1_736_121_600_000L;

    /** Payments some seconds to minutes apart, a tenth of them late by up to 110 s, a tenth without amount or shop. */
    static List<Payment> random(int count, long seed) {
        Random random = new Random(seed);
        List<Payment> payments = new ArrayList<>();
        long now = START;
        for (int i = 0; i < count; i++) {
            now += random.nextInt(20) == 0 ? random.nextInt(600_000) : random.nextInt(9_000);
            long time = random.nextInt(10) == 0 ? now - random.nextInt(110_000) : now;
            double amount = random.nextInt(10) == 0 ? Double.NaN : amount(random);
            payments.add(new Payment(time, amount, random.nextInt(10) == 0 ? null : "shop-" + random.nextInt(30)));
        }
        return payments;
    }

    /** Cents, whole numbers, and numbers that need all bits. */
    private static double amount(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> random.nextInt(100_000) / 100.0;
            case 1 -> random.nextInt(1000) - 500;
            default -> random.nextGaussian() * 1e6;
        };
    }
}
