package io.riffle.demo.payments;

/** The ways of misusing a card that the generator knows; the label of a fraudulent payment. */
public enum FraudPattern {
    /** Many online payments within minutes, before the card is blocked. */
    VELOCITY_BURST,
    /** A copied card is used far away, shortly after its owner used the real one. */
    IMPOSSIBLE_TRAVEL,
    /** Several shops within hours in which the card was never used before. */
    NEW_MERCHANT_SPREE,
    /** One or two tiny payments to see whether the card works, then large ones. */
    TEST_THEN_LARGE
}
