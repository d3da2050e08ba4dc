package io.riffle.learning;

/** What became of an entry of the log. The counts of all fates add up to the entries that were folded. */
public enum Fate {
    /** It moved the weights. */
    LEARNED,
    /** Its former truth was taken out of the weights and the new one put in. */
    CORRECTED,
    /** It passed by, because learning is paused or held. */
    HELD,
    /** It passed by, because its entity had had its part of the window. */
    CAPPED,
    /** It cannot be learned: the truth is none of the target's, or numbers are too few, too many or not finite. */
    REJECTED,
    /** It was an order. */
    COMMAND,
    /** It had been folded before. */
    REPEATED
}
