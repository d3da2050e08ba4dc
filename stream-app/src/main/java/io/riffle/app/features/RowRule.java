package io.riffle.app.features;

import io.riffle.config.ProfileField;
import io.riffle.enrichment.ProfileUpdate;
import io.riffle.enrichment.ProfileValue;
import io.riffle.enrichment.ProfileValueFormat;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a row must say: its entity, its event time unless all have the same, and values of declared fields. */
public final class RowRule {
    private static final char UNDECODABLE = '\uFFFD';

    private final String entity;
    private final String time;
    private final Optional<Instant> sameTime;
    private final Duration keep;
    private final Map<String, ProfileField> fields = new LinkedHashMap<>();

    /**
     * A rule for rows with these columns.
     *
     * @param entity the column of the entity's id
     * @param time the column of the event time: milliseconds since the epoch, or ISO 8601 with an offset
     * @param sameTime of all rows; the column is then not looked for
     */
    public RowRule(String entity, String time, Optional<Instant> sameTime, List<ProfileField> fields) {
        this.entity = entity;
        this.time = time;
        this.sameTime = sameTime;
        this.keep = keep(fields);
        fields.forEach(field -> this.fields.put(field.name(), field));
    }

    /** What is wrong with the columns, if anything is: a mistyped name must not lose a feature silently. */
    public Optional<String> problem(Collection<String> columns) {
        if (!columns.contains(entity)) {
            return Optional.of("must have the entity's column '" + entity + "': has " + columns);
        }
        if (sameTime.isEmpty() && !columns.contains(time)) {
            return Optional.of("must have the event time's column '" + time + "': has " + columns);
        }
        return columns.stream()
                .filter(column -> !isKnown(column))
                .findFirst()
                .map(column -> "'" + column + "' must be a field of the profile: those are " + fields.keySet());
    }

    ProfileUpdate update(Map<String, String> cells) throws BadRowException {
        Optional<String> problem = problem(cells.keySet());
        if (problem.isPresent()) {
            throw new BadRowException(problem.get());
        }
        String id = cells.getOrDefault(entity, "");
        if (id.isBlank()) {
            throw new BadRowException(entity + " must not be blank");
        }
        long at = sameTime.isPresent() ? sameTime.get().toEpochMilli() : time(cells.getOrDefault(time, ""));
        Map<String, String> values = new LinkedHashMap<>();
        for (ProfileField field : fields.values()) {
            String value = cells.get(field.name());
            if (value != null) {
                values.put(field.storedName(), checked(field, value, at));
            }
        }
        return new ProfileUpdate(id, values, List.of(), at, keep);
    }

    /** As long as the longest-lived field; a field without a ttl is kept for ever, and with it the others. */
    private static Duration keep(List<ProfileField> fields) {
        boolean all = fields.stream().allMatch(field -> field.ttl().isPresent());
        Duration longest = fields.stream()
                .flatMap(field -> field.ttl().stream())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        return all ? longest : Duration.ZERO;
    }

    private boolean isKnown(String column) {
        return fields.containsKey(column) || column.equals(entity) || (column.equals(time) && sameTime.isEmpty());
    }

    private long time(String text) throws BadRowException {
        try {
            long at = text.matches("\\d{1,15}")
                    ? Long.parseLong(text)
                    : Instant.parse(text).toEpochMilli();
            if (at >= 0) {
                return at;
            }
        } catch (DateTimeParseException | ArithmeticException unreadable) {
            // Falls through to the same message as a time before 1970.
        }
        throw new BadRowException(
                time + " must be milliseconds since 1970 or like 2026-01-31T10:00:00Z: was '" + text + "'");
    }

    /** As the stream will read it: what it cannot read must not be written. */
    private static String checked(ProfileField field, String value, long at) throws BadRowException {
        byte[] bytes = ProfileValueFormat.format(value, at).getBytes(StandardCharsets.UTF_8);
        ProfileValue stored = ProfileValueFormat.parse(field.type(), ByteBuffer.wrap(bytes));
        if (value.indexOf(UNDECODABLE) >= 0 || stored == null) {
            throw new BadRowException(field.name() + " must be of type "
                    + field.type().name().toLowerCase(Locale.ROOT) + ": was '" + value + "'");
        }
        if (stored.eventTime() != at) {
            throw new BadRowException("the time of a " + field.type().name().toLowerCase(Locale.ROOT)
                    + " must be one of 1973 to 2286: was " + at + " (" + field.name() + ")");
        }
        return value;
    }
}
