package io.riffle.config;

/** A detector that looks at one value after the other, with the parameters of docs/DRIFT.md. */
public enum DriftDetector {
    /** The mean of a number or of the score, by ADWIN. */
    ADWIN,
    /** The same, by the Page-Hinkley test. */
    PAGE_HINKLEY,
    /** The share of wrong answers, by DDM; of {@link DriftConfig#ERRORS} only. */
    DDM
}
