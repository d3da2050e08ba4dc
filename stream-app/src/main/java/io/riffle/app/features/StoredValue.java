package io.riffle.app.features;

import io.riffle.config.ProfileField;
import io.riffle.enrichment.Freshness;
import io.riffle.enrichment.ProfileValue;
import io.riffle.feature.FeatureStatus;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of one feature of an entity, and what a model would be told of it.
 *
 * @param value the number or text as it stands in the store; empty if there is none
 * @param eventTime milliseconds since the epoch; empty if there is no value, or it does not say
 * @param age in milliseconds at the time that was asked for; negative for a value from later
 */
public record StoredValue(
        ProfileField field, Optional<Object> value, OptionalLong eventTime, OptionalLong age, FeatureStatus status) {
    static StoredValue of(ProfileField field, @Nullable ProfileValue stored, Instant at) {
        FeatureStatus status = Freshness.of(field).status(stored, at.toEpochMilli());
        if (stored == null) {
            return new StoredValue(field, Optional.empty(), OptionalLong.empty(), OptionalLong.empty(), status);
        }
        Object value = field.type().isText() ? stored.text() : (Object) stored.number();
        if (stored.eventTime() == ProfileValue.UNKNOWN_TIME) {
            return new StoredValue(field, Optional.of(value), OptionalLong.empty(), OptionalLong.empty(), status);
        }
        return new StoredValue(
                field,
                Optional.of(value),
                OptionalLong.of(stored.eventTime()),
                OptionalLong.of(at.toEpochMilli() - stored.eventTime()),
                status);
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", field.name());
        json.put("status", status.name().toLowerCase(Locale.ROOT));
        value.ifPresent(stored -> json.put("value", stored));
        eventTime.ifPresent(time -> json.put("event_time_ms", time));
        age.ifPresent(milliseconds -> json.put("age_ms", milliseconds));
        json.put("stored_as", field.storedName());
        return json;
    }
}
