package io.riffle.product;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a page in Prometheus' text format shows: its metrics, and the names of its series. */
record Scrape(SortedMap<String, Metric> metrics, Set<String> series) {
    private static final Pattern SAMPLE = Pattern.compile("(\\w+)(?:\\{(.*)})? \\S+");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");
    private static final Pattern PART = Pattern.compile("_(bucket|sum|count)$");
    private static final Set<String> COMMON = Set.of("pipeline", "le", "quantile", "kafka_version");

    /** Labels that every metric has are left out. */
    record Metric(String type, Set<String> labels) {}

    static Scrape of(String page) {
        Map<String, String> types = new LinkedHashMap<>();
        SortedMap<String, Metric> metrics = new TreeMap<>();
        Set<String> series = new TreeSet<>();
        for (String line : page.lines().toList()) {
            if (line.startsWith("# TYPE ")) {
                String[] words = line.split(" ");
                types.put(words[2], words[3]);
            }
            Matcher sample = SAMPLE.matcher(line);
            if (!line.startsWith("#") && sample.matches()) {
                series.add(sample.group(1));
                String name = metric(sample.group(1), types);
                metrics.computeIfAbsent(name, new_ -> new Metric(types.getOrDefault(name, "untyped"), new TreeSet<>()))
                        .labels()
                        .addAll(labels(sample.group(2)));
            }
        }
        return new Scrape(metrics, series);
    }

    private static String metric(String series, Map<String, String> types) {
        String whole = PART.matcher(series).replaceFirst("");
        return types.containsKey(series) ? series : whole;
    }

    private static Set<String> labels(String text) {
        Set<String> labels = new TreeSet<>();
        Matcher label = LABEL.matcher(text == null ? "" : text);
        while (label.find()) {
            labels.add(label.group(1));
        }
        labels.removeAll(COMMON);
        return labels;
    }
}
