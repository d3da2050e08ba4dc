package io.riffle.watch.quality;

import io.riffle.config.FieldFault;
import io.riffle.feature.FeatureStatus;
import io.riffle.feature.FeatureTable;
import io.riffle.frame.EventFrame;
import io.riffle.schema.DeadLetterReason;
import io.riffle.schema.QualityWarning;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one event adds to the counts. */
public final class RowQuality {
    private static final Map<String, DeadLetterReason> REASONS = new HashMap<>();
    private static final Map<DeadLetterReason, FieldFault> FAULTS = Map.of(
            DeadLetterReason.MISSING_FIELD, FieldFault.MISSING,
            DeadLetterReason.WRONG_TYPE, FieldFault.WRONG_TYPE,
            DeadLetterReason.OUT_OF_RANGE, FieldFault.OUT_OF_RANGE,
            DeadLetterReason.UNKNOWN_CATEGORY, FieldFault.UNKNOWN_CATEGORY,
            DeadLetterReason.INVALID_IMAGE, FieldFault.WRONG_TYPE,
            DeadLetterReason.IMAGE_TOO_LARGE, FieldFault.OUT_OF_RANGE);
    private static final String OUTLIER = QualityWarning.OUTLIER.label() + ":";
    private static final String UNKNOWN = QualityWarning.UNKNOWN_CATEGORY.label() + ":";

    static {
        for (DeadLetterReason reason : DeadLetterReason.values()) {
            REASONS.put(reason.label(), reason);
        }
    }

    private final QualityLayout layout;
    private final long staleAfter;

    /** @param staleAfter age in milliseconds from which an event counts as stale */
    public RowQuality(QualityLayout layout, long staleAfter) {
        this.layout = layout;
        this.staleAfter = staleAfter;
    }

    /** An event that was scored. */
    public void accepted(EventFrame events, int row, QualityCounts counts) {
        counts.count(QualityLayout.ROWS);
        FeatureTable table = events.features();
        for (int field = 0; field < layout.fields().size(); field++) {
            if (table.status(layout.column(field), row) == FeatureStatus.MISSING) {
                counts.count(layout.missing(field));
            }
        }
        long age = Math.max(0, events.row(row).timestamp() - events.eventTime(row));
        counts.age(age);
        if (age > staleAfter) {
            counts.count(QualityLayout.STALE);
        }
        List<String> warnings = events.warnings(row);
        for (int i = 0; i < warnings.size(); i++) {
            warned(warnings.get(i), counts);
        }
    }

    private void warned(String warning, QualityCounts counts) {
        if (warning.startsWith(OUTLIER)) {
            fault(warning.substring(OUTLIER.length()), FieldFault.OUTLIER, counts);
        } else if (warning.startsWith(UNKNOWN)) {
            fault(warning.substring(UNKNOWN.length()), FieldFault.UNKNOWN_CATEGORY, counts);
        } else if (warning.equals(QualityWarning.DUPLICATE.label())) {
            counts.count(QualityLayout.DUPLICATES);
        }
    }

    /**
     * A dead letter.
     *
     * @param reason a label of {@link DeadLetterReason}
     * @param field the field to blame, or null
     */
    public void rejected(String reason, @Nullable String field, QualityCounts counts) {
        DeadLetterReason known = REASONS.get(reason);
        if (known == null) {
            throw new IllegalArgumentException("a dead letter must have one of our reasons: was " + reason);
        }
        counts.count(QualityLayout.ROWS);
        counts.count(QualityLayout.slot(known));
        if (known == DeadLetterReason.DUPLICATE) {
            counts.count(QualityLayout.DUPLICATES);
        }
        FieldFault fault = FAULTS.get(known);
        if (field != null && fault != null) {
            fault(field, fault, counts);
            blame(field, counts);
        }
    }

    private void blame(String name, QualityCounts counts) {
        int field = layout.field(name);
        if (field >= 0) {
            counts.count(layout.blamed(field));
        }
    }

    private void fault(String name, FieldFault fault, QualityCounts counts) {
        int field = layout.field(name);
        if (field >= 0) {
            counts.count(layout.slot(field, fault));
        }
    }
}
