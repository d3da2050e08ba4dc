package io.riffle.model.folder;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads the distribution at training. */
final class ReferenceReader {
    ReferenceProfile read(Section reference) {
        ReferenceProfile profile = new ReferenceProfile(
                reference.count("rows"),
                named(reference.optionalSection("numbers"), this::numberBins),
                named(reference.optionalSection("categories"), this::categoryCounts),
                reference.optionalSection("score").map(this::numberBins),
                reference.optionalSection("labels").map(this::categoryCounts));
        reference.end();
        return profile;
    }

    private static <T> Map<String, T> named(Optional<Section> section, Function<Section, T> reader) {
        Map<String, T> named = new LinkedHashMap<>();
        section.ifPresent(each ->
                each.entries().forEach((name, node) -> named.put(name, reader.apply(each.at(name, node)))));
        return named;
    }

    private NumberBins numberBins(Section section) {
        List<Double> edges = section.numbers("edges");
        List<Long> counts = section.counts("counts");
        long missing = section.count("missing");
        section.end();
        for (int i = 1; i < edges.size(); i++) {
            if (edges.get(i) <= edges.get(i - 1)) {
                section.problem(
                        "edges[" + i + "]",
                        "must be above the edge before it",
                        section.raw("edges").get(i));
            }
        }
        if (counts.size() != edges.size() + 1) {
            section.problem("must have one count more than edges: has " + counts.size() + " counts and " + edges.size()
                    + " edges");
            return new NumberBins(List.of(), List.of(0L), missing);
        }
        return new NumberBins(edges, counts, missing);
    }

    private CategoryCounts categoryCounts(Section section) {
        Map<String, Long> counts = new LinkedHashMap<>();
        Section categories = section.section("counts");
        for (Map.Entry<String, JsonNode> entry : categories.entries().entrySet()) {
            counts.put(entry.getKey(), categories.countOf(entry.getKey(), entry.getValue()));
        }
        CategoryCounts read = new CategoryCounts(counts, section.count("missing"));
        section.end();
        return read;
    }
}
