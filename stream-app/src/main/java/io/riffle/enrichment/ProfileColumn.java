package io.riffle.enrichment;

import io.riffle.config.ProfileField;
import io.riffle.feature.FeatureStatus;
import io.riffle.feature.FeatureTable;
import io.riffle.feature.FeatureType;
import io.riffle.metrics.ScoringMetrics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One profile field's way into its column, and how often it was old or absent since the last report. */
final class ProfileColumn {
    private final String name;
    private final int column;
    private final boolean text;
    private final @Nullable ProfileValue defaultValue;
    private final long maxAge;
    private final long ttl;
    private int stale;
    private int missing;

    ProfileColumn(ProfileField field, int column) {
        if (column < 0) {
            throw new IllegalArgumentException("a profile field must be a feature: '" + field.name() + "' is not");
        }
        this.name = field.name();
        this.column = column;
        this.text = field.type().isText();
        this.defaultValue = defaultValue(field);
        this.maxAge = field.maxAge().map(Duration::toMillis).orElse(Long.MAX_VALUE);
        this.ttl = field.ttl().map(Duration::toMillis).orElse(Long.MAX_VALUE);
    }

    /** Sets the feature of one row, an old or absent value to its default, and tells which it was. */
    FeatureStatus fill(FeatureTable table, int row, @Nullable ProfileValue stored, long eventTime) {
        if (stored == null || isExpired(stored, eventTime)) {
            missing++;
            return set(table, row, defaultValue, FeatureStatus.MISSING);
        }
        if (isOlder(stored, eventTime, maxAge)) {
            stale++;
            return set(table, row, defaultValue, FeatureStatus.STALE);
        }
        return set(table, row, stored, FeatureStatus.PRESENT);
    }

    void report(ScoringMetrics metrics) {
        metrics.featureStatus(name, stale, missing);
        stale = 0;
        missing = 0;
    }

    /** A value of unknown time is at worst stale: nothing shows that it is older than that. */
    private boolean isExpired(ProfileValue value, long eventTime) {
        return value.eventTime() != ProfileValue.UNKNOWN_TIME && isOlder(value, eventTime, ttl);
    }

    /** A value that does not say how old it is cannot be shown to be young enough. */
    private static boolean isOlder(ProfileValue value, long eventTime, long age) {
        if (age == Long.MAX_VALUE) {
            return false;
        }
        return value.eventTime() == ProfileValue.UNKNOWN_TIME || eventTime - value.eventTime() > age;
    }

    private FeatureStatus set(FeatureTable table, int row, @Nullable ProfileValue value, FeatureStatus status) {
        if (text) {
            table.text(column, row, value == null ? null : value.text());
        } else {
            table.number(column, row, value == null ? Double.NaN : value.number());
        }
        table.status(column, row, status);
        return status;
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
