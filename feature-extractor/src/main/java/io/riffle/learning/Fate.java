package io.riffle.learning;

/** What became of an entry of the log. The counts of all fates add up to the entries that were folded. */
public enum Fate {
    /** It moved the weights. */
    LEARNED(0),
    /** Its former truth was taken out of the weights and the new one put in. */
    CORRECTED(1),
    /** It passed by, because learning is paused or held. */
    HELD(2),
    /** It passed by, because its entity had had its part of the window. */
    CAPPED(3),
    /** It cannot be learned: the truth is none of the target's, or numbers are too few, too many or not finite. */
    REJECTED(4),
    /** It was an order. */
    COMMAND(5),
    /** It had been folded before. */
    REPEATED(6);

    /** How many places there are. */
    static final int PLACES = 7;

    private final int place;

    Fate(int place) {
        this.place = place;
    }

    /** Where it stands in a stored state. */
    int place() {
        return place;
    }
}
