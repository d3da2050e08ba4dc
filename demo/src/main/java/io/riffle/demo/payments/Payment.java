package io.riffle.demo.payments;

import org.jspecify.annotations.Nullable;

/**
 * One payment as it happened.
 *
 * @param time milliseconds since the epoch
 * @param cents the amount
 * @param merchant number of the shop among those of its category
 * @param country two letters
 * @param distance from the card's home, in tenths of a kilometre
 * @param fraud the label, null for a genuine payment; never part of the event
 */
public record Payment(
        long time,
        Card card,
        int cents,
        Category category,
        Channel channel,
        EntryMode entryMode,
        int merchant,
        String country,
        int distance,
        @Nullable FraudPattern fraud) {

    Payment with(EntryMode other) {
        return new Payment(time, card, cents, category, channel, other, merchant, country, distance, fraud);
    }
}
