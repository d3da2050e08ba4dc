package io.riffle.model.folder;

import io.riffle.settings.Section;
import io.riffle.settings.Value;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads the distribution at training. */
final class ReferenceReader {
    ReferenceProfile read(Section reference) {
        long rows = count(reference.at("rows"));
        return new ReferenceProfile(
                rows,
                named(reference.at("numbers"), ReferenceReader::numberBins),
                named(reference.at("categories"), section -> categoryCounts(section, rows)),
                reference.at("score").optionalSection(ReferenceReader::numberBins),
                reference.at("labels").optionalSection(section -> categoryCounts(section, rows)),
                period(reference.at("from"), reference.at("to")));
    }

    /** Both or none. */
    private static Optional<ReferencePeriod> period(Value first, Value last) {
        Optional<Instant> from = time(first);
        Optional<Instant> to = time(last);
        if (from.isPresent() != to.isPresent() && first.isPresent() != last.isPresent()) {
            last.problem("must be given with from, or none of them");
        }
        if (from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        if (to.get().isBefore(from.get())) {
            last.problem("must not be before from");
            return Optional.empty();
        }
        return Optional.of(new ReferencePeriod(from.get(), to.get()));
    }

    private static Optional<Instant> time(Value value) {
        return value.optionalText().flatMap(text -> {
            try {
                return Optional.of(Instant.parse(text));
            } catch (DateTimeParseException wrong) {
                value.problem("must be a time such as 2026-01-31T12:00:00Z");
                return Optional.empty();
            }
        });
    }

    private static long count(Value value) {
        return value.isPresent() ? value.count() : 0;
    }

    private static <T> Map<String, T> named(Value values, Function<Section, T> reader) {
        Map<String, T> named = new LinkedHashMap<>();
        values.entries().forEach((name, value) -> named.put(name, value.section(reader)));
        return named;
    }

    private static NumberBins numberBins(Section section) {
        List<Value> given = section.at("edges").items();
        List<Double> edges = given.stream().map(Value::number).toList();
        List<Long> counts =
                section.at("counts").items().stream().map(Value::count).toList();
        long missing = count(section.at("missing"));
        for (int i = 1; i < edges.size(); i++) {
            if (edges.get(i) <= edges.get(i - 1)) {
                given.get(i).problem("must be above the edge before it");
            }
        }
        if (counts.size() != edges.size() + 1) {
            section.problem("must have one count more than edges: has " + counts.size() + " counts and " + edges.size()
                    + " edges");
            return new NumberBins(List.of(), List.of(0L), missing);
        }
        return new NumberBins(edges, counts, missing);
    }

    /** Rows that are neither listed nor missing are of categories that were left out, if the section does not say how many. */
    private static CategoryCounts categoryCounts(Section section, long rows) {
        Map<String, Long> counts = new LinkedHashMap<>();
        Value categories = section.at("counts");
        if (!categories.isPresent()) {
            categories.problem("must be a map of keys");
        }
        categories.entries().forEach((category, count) -> counts.put(category, count.count()));
        long missing = count(section.at("missing"));
        long listed = counts.values().stream().mapToLong(Long::longValue).sum();
        Value others = section.at("others");
        return new CategoryCounts(
                counts, missing, others.isPresent() ? others.count() : Math.max(0, rows - listed - missing));
    }
}
