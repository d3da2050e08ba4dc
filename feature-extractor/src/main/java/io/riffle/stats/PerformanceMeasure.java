package io.riffle.stats;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The measures of how right a model is, under the names that reports, manifests and alert rules share. */
public enum PerformanceMeasure {
    ROC_AUC(true, Scale.UNIT),
    ACCURACY(true, Scale.UNIT),
    TOP_2_ACCURACY(true, Scale.UNIT),
    PRECISION(true, Scale.UNIT),
    RECALL(true, Scale.UNIT),
    F1(true, Scale.UNIT),
    AVERAGE_PRECISION(true, Scale.UNIT),
    /** Matthews's correlation. */
    MCC(true, Scale.SIGNED),
    KAPPA(true, Scale.SIGNED),
    R2(true, Scale.SIGNED),
    LOG_LOSS(false, Scale.OPEN),
    BRIER(false, Scale.UNIT),
    CALIBRATION_ERROR(false, Scale.UNIT),
    MAE(false, Scale.OPEN),
    RMSE(false, Scale.OPEN);

    private static final Map<String, PerformanceMeasure> ALSO =
            Map.of("auc", ROC_AUC, "ece", CALIBRATION_ERROR, "logloss", LOG_LOSS, "pr_auc", AVERAGE_PRECISION);

    /** A change of two points of a share counts as much as one of a tenth of a loss that has no upper end. */
    private static final double OPEN_TO_UNIT = 0.2;

    private final boolean higherIsBetter;
    private final Scale scale;

    PerformanceMeasure(boolean higherIsBetter, Scale scale) {
        this.higherIsBetter = higherIsBetter;
        this.scale = scale;
    }

    private enum Scale {
        UNIT,
        SIGNED,
        OPEN
    }

    /** As in reports, for example {@code log_loss}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** By its name, in which '-' is as good as '_', or by another usual one such as {@code auc}. */
    public static Optional<PerformanceMeasure> of(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(values())
                .filter(each -> each.text().equals(plain))
                .findFirst()
                .or(() -> Optional.ofNullable(ALSO.get(plain)));
    }

    public boolean higherIsBetter() {
        return higherIsBetter;
    }

    /** Whether a model can have this value. */
    public boolean allows(double value) {
        return switch (scale) {
            case UNIT -> value >= 0 && value <= 1;
            case SIGNED -> value <= 1;
            case OPEN -> value >= 0;
        };
    }

    /** What {@link #allows} asks for, in words. */
    public String range() {
        return switch (scale) {
            case UNIT -> "from 0 to 1";
            case SIGNED -> "at most 1";
            case OPEN -> "at least 0";
        };
    }

    /**
     * By how much a value is worse than another one, negative if it is better: the difference, or for losses without an
     * upper end a fifth of the relative difference, so that one number can say of all what matters.
     */
    public double worseBy(double baseline, double value) {
        double rise = higherIsBetter ? baseline - value : value - baseline;
        if (scale != Scale.OPEN) {
            return rise;
        }
        return baseline == 0 ? Math.signum(rise) : OPEN_TO_UNIT * rise / baseline;
    }
}
