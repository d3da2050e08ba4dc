package io.riffle.enrichment;

import io.riffle.config.ProfileField;
import io.riffle.feature.FeatureStatus;
import io.riffle.feature.FeatureTable;
import io.riffle.feature.FeatureType;
import io.riffle.metrics.FeatureAges;
import io.riffle.metrics.FeatureMetrics;
import io.riffle.metrics.ScoringMetrics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One profile field's way into its column, and how often it was old or absent since the last report. */
final class ProfileColumn {
    private final String name;
    private final int column;
    private final boolean text;
    private final @Nullable ProfileValue defaultValue;
    private final Freshness freshness;
    private final FeatureAges ages = new FeatureAges();
    private int rows;
    private int stale;
    private int missing;

    ProfileColumn(ProfileField field, Freshness freshness, int column) {
        if (column < 0) {
            throw new IllegalArgumentException("a profile field must be a feature: '" + field.name() + "' is not");
        }
        this.name = field.name();
        this.column = column;
        this.text = field.type().isText();
        this.defaultValue = defaultValue(field);
        this.freshness = freshness;
    }

    /** Sets the feature of one row, an old or absent value to its default, and tells which it was. */
    FeatureStatus fill(FeatureTable table, int row, EntityProfile profile, int field, long eventTime) {
        rows++;
        if (!profile.has(field)) {
            missing++;
            setDefault(table, row, FeatureStatus.MISSING);
            return FeatureStatus.MISSING;
        }
        long stored = profile.eventTime(field);
        if (stored != ProfileValue.UNKNOWN_TIME) {
            ages.add(eventTime - stored);
            table.age(column, row, eventTime - stored);
        }
        FeatureStatus status = freshness.status(stored, eventTime);
        if (status != FeatureStatus.PRESENT) {
            missing += status == FeatureStatus.MISSING ? 1 : 0;
            stale += status == FeatureStatus.STALE ? 1 : 0;
            setDefault(table, row, status);
        } else if (text) {
            table.text(column, row, profile.text(field));
        } else {
            table.number(column, row, profile.number(field));
        }
        return status;
    }

    void report(ScoringMetrics metrics, FeatureMetrics featureMetrics) {
        metrics.featureStatus(name, stale, missing);
        featureMetrics.read(name, rows, ages);
        ages.clear();
        rows = 0;
        stale = 0;
        missing = 0;
    }

    private void setDefault(FeatureTable table, int row, FeatureStatus status) {
        if (text) {
            table.text(column, row, defaultValue == null ? null : defaultValue.text());
        } else {
            table.number(column, row, defaultValue == null ? Double.NaN : defaultValue.number());
        }
        table.status(column, row, status);
    }

    private static @Nullable ProfileValue defaultValue(ProfileField field) {
        if (field.defaultValue().isEmpty()) {
            return null;
        }
        String text = field.defaultValue().get();
        if (field.type().isText()) {
            return ProfileValue.ofText(text, ProfileValue.UNKNOWN_TIME);
        }
        return number(field.name(), field.type(), text);
    }

    private static ProfileValue number(String name, FeatureType type, String text) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        ProfileValue value = ProfileValueFormat.parse(type, bytes);
        if (value == null || value.eventTime() != ProfileValue.UNKNOWN_TIME) {
            throw new IllegalArgumentException("the default of profile field '" + name + "' must be a "
                    + type.name().toLowerCase(Locale.ROOT) + ": was '" + text + "'");
        }
        return value;
    }
}
