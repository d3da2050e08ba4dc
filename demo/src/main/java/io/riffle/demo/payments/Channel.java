package io.riffle.demo.payments;

import java.util.Locale;

/** Where the card was used. */
public enum Channel {
    POS,
    ONLINE,
    ATM;

    private final String label = name().toLowerCase(Locale.ROOT);

    public String label() {
        return label;
    }
}
