package io.riffle.watch.quality;

import io.riffle.config.FieldFault;
import io.riffle.config.Pipeline;
import io.riffle.config.event.FieldConfig;
import io.riffle.feature.FeatureSchema;
import io.riffle.schema.DeadLetterReason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where each count of a window stands: totals first, then reasons, ages, and the faults of each declared field. */
public final class QualityLayout {
    static final int ROWS = 0;
    static final int LATE = 1;
    static final int DUPLICATES = 2;
    static final int STALE = 3;
    static final int AGE_SUM = 4;
    static final int REASONS = 5;

    private static final List<DeadLetterReason> REASON_ORDER = List.of(DeadLetterReason.values());
    private static final List<FieldFault> FAULT_ORDER = List.of(FieldFault.values());
    private static final int AGES = REASONS + REASON_ORDER.size();

    /** Of ages in milliseconds, by their number of binary digits. */
    private static final int AGE_BINS = 45;

    private static final int FIELDS = AGES + AGE_BINS;
    private static final int FAULTS = FAULT_ORDER.size();
    private static final int PER_FIELD = FAULTS + 1;

    private final List<String> fields = new ArrayList<>();
    private final Map<String, Integer> index = new HashMap<>();
    private final int[] columns;
    private final int fingerprint;

    private QualityLayout(List<FieldConfig> declared, FeatureSchema schema) {
        columns = new int[declared.size()];
        for (FieldConfig field : declared) {
            columns[fields.size()] = schema.column(field.name());
            index.put(field.name(), fields.size());
            fields.add(field.name());
        }
        fingerprint = 31 * (31 * fields.hashCode() + labels().hashCode()) + slots();
    }

    public static QualityLayout of(Pipeline pipeline) {
        return of(pipeline.event().fields(), pipeline.schema());
    }

    public static QualityLayout of(List<FieldConfig> fields, FeatureSchema schema) {
        return new QualityLayout(fields, schema);
    }

    List<String> fields() {
        return fields;
    }

    /** The column of a field in the feature table. */
    int column(int field) {
        return columns[field];
    }

    /** Negative where that is no declared field. */
    int field(String name) {
        return index.getOrDefault(name, -1);
    }

    int slot(int field, FieldFault fault) {
        return FIELDS + field * PER_FIELD + FAULT_ORDER.indexOf(fault);
    }

    /** Where {@link FieldFault#MISSING} of a field is counted. */
    int missing(int field) {
        return FIELDS + field * PER_FIELD;
    }

    /** Dead letters that a field is to blame for. */
    int blamed(int field) {
        return FIELDS + field * PER_FIELD + FAULTS;
    }

    static int slot(DeadLetterReason reason) {
        return REASONS + REASON_ORDER.indexOf(reason);
    }

    static int ageSlot(long milliseconds) {
        return AGES + Math.min(AGE_BINS - 1, Long.SIZE - Long.numberOfLeadingZeros(milliseconds));
    }

    static int ageBins() {
        return AGE_BINS;
    }

    static int firstAge() {
        return AGES;
    }

    /** How many counts there are. */
    public int slots() {
        return FIELDS + fields.size() * PER_FIELD;
    }

    /** Counts of layouts with one fingerprint can be added. */
    int fingerprint() {
        return fingerprint;
    }

    private static String labels() {
        return REASON_ORDER.stream().map(DeadLetterReason::label).toList().toString()
                + FAULT_ORDER.stream().map(FieldFault::label).toList();
    }
}
