package io.riffle.demo.payments;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A card and the habits of its owner. */
public record Card(int number, String country, Habits habits, int accountAgeDays) {
    /**
     * What its owner usually does.
     *
     * @param typicalAmount median amount of a grocery payment, in the currency's units
     * @param spread standard deviation of the logarithm of the amounts
     * @param onlineShare share of payments made online
     * @param awayShare share of days spent far from home
     * @param dailyPayments payments per day, on average
     * @param radius usual distance from home, in kilometres
     */
    public record Habits(
            double typicalAmount,
            double spread,
            double onlineShare,
            double awayShare,
            double dailyPayments,
            double radius) {}

    public double typicalAmount() {
        return habits.typicalAmount();
    }

    public double spread() {
        return habits.spread();
    }

    public double onlineShare() {
        return habits.onlineShare();
    }

    public double awayShare() {
        return habits.awayShare();
    }

    public double dailyPayments() {
        return habits.dailyPayments();
    }

    public double radius() {
        return habits.radius();
    }

    /** For example {@code card-00042}; the record key and the entity. */
    public String id() {
        return String.format(Locale.ROOT, "card-%05d", number);
    }

    public byte[] idBytes() {
        return id().getBytes(StandardCharsets.US_ASCII);
    }
}
