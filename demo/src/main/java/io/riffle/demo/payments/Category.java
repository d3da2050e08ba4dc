package io.riffle.demo.payments;

import java.util.Locale;

/** What is paid for, with its share of genuine payments and its typical amount relative to the card's. */
public enum Category {
    GROCERY(30, 1.0),
    FUEL(9, 1.9),
    RESTAURANT(17, 0.9),
    FASHION(10, 2.0),
    ELECTRONICS(5, 4.5),
    TRAVEL(4, 5.5),
    HEALTH(7, 1.1),
    ENTERTAINMENT(11, 0.6),
    GIFT_CARDS(2, 2.0),
    CASH(5, 3.0);

    private final double weight;
    private final double amountFactor;
    private final String label = name().toLowerCase(Locale.ROOT);

    Category(double weight, double amountFactor) {
        this.weight = weight;
        this.amountFactor = amountFactor;
    }

    public double weight() {
        return weight;
    }

    public double amountFactor() {
        return amountFactor;
    }

    public String label() {
        return label;
    }
}
