package io.riffle.enrichment;

import io.riffle.config.ProfileField;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The in-memory twin of the profile store, which can be unavailable and remembers what it was asked. */
public final class InMemoryProfileSource implements ProfileSource {
    private final List<ProfileField> fields;
    private final Map<String, Map<String, String>> hashes = new HashMap<>();
    private final Set<String> unreadable = new HashSet<>();
    private final List<List<String>> calls = new ArrayList<>();
    private boolean available = true;

    public InMemoryProfileSource(List<ProfileField> fields) {
        this.fields = List.copyOf(fields);
    }

    /** Stores a field as Redis would hold it, for example {@code 12.5@1736121600000}. */
    public void put(String entity, String field, String stored) {
        hashes.computeIfAbsent(entity, absent -> new HashMap<>()).put(field, stored);
    }

    /** Under the entity's key something else is stored. */
    public void putUnreadable(String entity) {
        unreadable.add(entity);
    }

    public void available(boolean available) {
        this.available = available;
    }

    /** The entities of every call so far. */
    public List<List<String>> calls() {
        return calls;
    }

    @Override
    public Map<String, EntityProfile> fetch(List<String> entities, Duration deadline)
            throws ProfileUnavailableException {
        calls.add(List.copyOf(entities));
        if (!available) {
            throw new ProfileUnavailableException("the twin must be available: it is not");
        }
        Map<String, EntityProfile> profiles = new HashMap<>();
        for (String entity : entities) {
            if (unreadable.contains(entity)) {
                profiles.put(entity, EntityProfile.unreadable(fields.size()));
                continue;
            }
            Map<String, String> hash = hashes.getOrDefault(entity, Map.of());
            ProfileValue[] values = new ProfileValue[fields.size()];
            boolean any = false;
            for (int i = 0; i < values.length; i++) {
                String stored = hash.get(fields.get(i).name());
                any |= stored != null;
                values[i] = stored == null ? null : parse(fields.get(i), stored);
            }
            if (any) {
                profiles.put(entity, new EntityProfile(Arrays.asList(values)));
            }
        }
        return profiles;
    }

    @Override
    public void close() {
        available = false;
    }

    private static ProfileValue parse(ProfileField field, String stored) {
        return ProfileValueFormat.parse(field.type(), ByteBuffer.wrap(stored.getBytes(StandardCharsets.UTF_8)));
    }
}
