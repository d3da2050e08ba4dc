package io.riffle.demo.train;

import io.riffle.config.ProfileField;
import io.riffle.demo.payments.Card;
import io.riffle.demo.payments.CardPopulation;
import io.riffle.demo.payments.CardProfiles;
import io.riffle.enrichment.EntityProfile;
import io.riffle.enrichment.ProfileSource;
import io.riffle.enrichment.ProfileValue;
import io.riffle.enrichment.ProfileValueFormat;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The profiles that the demo loads into Redis, read as they are from there, without a Redis. */
final class GeneratedProfiles implements ProfileSource {
    private final Map<String, EntityProfile> profiles = new HashMap<>();

    GeneratedProfiles(List<ProfileField> fields, CardPopulation population, CardProfiles generator) {
        for (Card card : population.cards()) {
            Map<String, String> values = generator.values(card);
            if (!values.isEmpty()) {
                profiles.put(card.id(), profile(fields, values, generator.eventTime(card)));
            }
        }
    }

    @Override
    public Map<String, EntityProfile> fetch(List<String> entities, Duration deadline) {
        Map<String, EntityProfile> found = new HashMap<>();
        for (String entity : entities) {
            EntityProfile profile = profiles.get(entity);
            if (profile != null) {
                found.put(entity, profile);
            }
        }
        return found;
    }

    @Override
    public void close() {}

    private static EntityProfile profile(List<ProfileField> fields, Map<String, String> values, long eventTime) {
        List<@Nullable ProfileValue> parsed = new ArrayList<>();
        for (ProfileField field : fields) {
            String text = values.get(field.name());
            parsed.add(text == null ? null : parse(field, ProfileValueFormat.format(text, eventTime)));
        }
        return new EntityProfile(parsed);
    }

    private static @Nullable ProfileValue parse(ProfileField field, String stored) {
        return ProfileValueFormat.parse(field.type(), ByteBuffer.wrap(stored.getBytes(StandardCharsets.UTF_8)));
    }
}
