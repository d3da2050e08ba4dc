package io.riffle.product;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tables of docs/METRICS.md. */
final class MetricsDocument {
    private static final Path FILE = Path.of("..", "docs", "METRICS.md");
    private static final Pattern ROW = Pattern.compile(
            "^\\| `([a-z_0-9]+)` \\| (\\w+) \\| ([^|]*) \\| (.+) \\|$|^\\| `([a-z_0-9]+)` \\| (\\w+) \\| \\| (.+) \\|$",
            Pattern.MULTILINE);
    private static final Pattern LABEL = Pattern.compile("`(\\w+)`");

    private MetricsDocument() {}

    /** Names to type and labels, as a scrape has them. */
    static SortedMap<String, Scrape.Metric> read() throws IOException {
        SortedMap<String, Scrape.Metric> metrics = new TreeMap<>();
        Matcher rows = ROW.matcher(Files.readString(FILE));
        while (rows.find()) {
            boolean plain = rows.group(1) == null;
            String name = plain ? rows.group(5) : rows.group(1);
            Scrape.Metric metric =
                    new Scrape.Metric(plain ? rows.group(6) : rows.group(2), labels(plain ? "" : rows.group(3)));
            if (metrics.put(name, metric) != null) {
                throw new IllegalStateException("a metric must be in " + FILE + " once: " + name);
            }
        }
        return metrics;
    }

    /** Every series that the documented metrics have. */
    static Set<String> series() throws IOException {
        Set<String> series = new TreeSet<>();
        read().forEach((name, metric) -> {
            series.add(name);
            if (metric.type().equals("histogram")) {
                series.add(name + "_bucket");
            }
            if (metric.type().equals("histogram") || metric.type().equals("summary")) {
                series.add(name + "_sum");
                series.add(name + "_count");
            }
        });
        return series;
    }

    private static Set<String> labels(String cell) {
        return new TreeSet<>(LABEL.matcher(cell)
                .results()
                .map((MatchResult label) -> label.group(1))
                .toList());
    }
}
