package io.riffle.demo.payments;

import java.util.Locale;

/** How the card's data were read. */
public enum EntryMode {
    CHIP,
    CONTACTLESS,
    MAGSTRIPE,
    KEYED,
    WALLET;

    private final String label = name().toLowerCase(Locale.ROOT);

    public String label() {
        return label;
    }
}
