package io.riffle.demo.payments;

import org.jspecify.annotations.Nullable;

/**
 * One payment as it happened.
 *
 * @param time milliseconds since the epoch
 * @param fraud the label, null for a genuine payment; never part of the event
 */
public record Payment(
        long time,
        Card card,
        Purchase purchase,
        Place place,
        @Nullable FraudPattern fraud) {
    /** How much was paid for what, and how. */
    public record Purchase(int cents, Category category, Channel channel, EntryMode entryMode) {}

    /**
     * Where it was paid.
     *
     * @param merchant number of the shop among those of its category
     * @param country two letters
     * @param distance from the card's home, in tenths of a kilometre
     */
    public record Place(int merchant, String country, int distance) {}

    public int cents() {
        return purchase.cents();
    }

    public Category category() {
        return purchase.category();
    }

    public Channel channel() {
        return purchase.channel();
    }

    public EntryMode entryMode() {
        return purchase.entryMode();
    }

    public int merchant() {
        return place.merchant();
    }

    public String country() {
        return place.country();
    }

    public int distance() {
        return place.distance();
    }

    Payment with(EntryMode other) {
        return new Payment(time, card, new Purchase(cents(), category(), channel(), other), place, fraud);
    }
}
