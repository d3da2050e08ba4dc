package io.riffle.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The runs of one invocation, the median of each contender, and how the first contender compares. */
record EndToEndReport(int events, long eventBytes, Machine machine, List<RunResult> runs) {
    EndToEndReport {
        runs = List.copyOf(runs);
    }

    boolean correct() {
        return runs.stream().allMatch(RunResult::correct);
    }

    /** Events per second of the first contender to each other one's, medians. */
    Map<String, Double> ratios() {
        Map<String, Double> ratios = new LinkedHashMap<>();
        List<String> contenders = contenders();
        double first = median(contenders.get(0), RunResult::eventsPerSecond);
        for (String other : contenders.subList(1, contenders.size())) {
            ratios.put(contenders.get(0) + "/" + other, first / median(other, RunResult::eventsPerSecond));
        }
        return ratios;
    }

    String table() {
        StringBuilder text = new StringBuilder();
        text.append(machine).append('\n');
        text.append(String.format(Locale.ROOT, "%,d events of %d bytes%n%n", events, eventBytes));
        text.append("                                              --- CPU us per event ----\n");
        text.append(
                "contender         round  seconds    events/s   scorer   broker    redis  peak MB  missing  again\n");
        runs.forEach(run -> text.append(row(run, Integer.toString(run.round()))));
        contenders().forEach(contender -> text.append(row(median(contender), "median")));
        ratios().forEach((name, ratio) -> text.append(String.format(Locale.ROOT, "%n%s %.2f", name, ratio)));
        return text.append(correct() ? "" : "\n\n" + complaint()).toString();
    }

    String json() throws JsonProcessingException {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("benchmark", "e2e");
        fields.put("machine", machine);
        fields.put("events", events);
        fields.put("event_bytes", eventBytes);
        fields.put("runs", runs);
        fields.put("medians", contenders().stream().map(this::median).toList());
        fields.put("ratios", ratios());
        fields.put("correct", correct());
        return new ObjectMapper().writeValueAsString(fields);
    }

    private List<String> contenders() {
        return runs.stream().map(RunResult::contender).distinct().toList();
    }

    private double median(String contender, ToDoubleFunction<RunResult> number) {
        double[] sorted = runs.stream()
                .filter(run -> run.contender().equals(contender))
                .mapToDouble(number)
                .sorted()
                .toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private RunResult median(String contender) {
        return new RunResult(
                contender,
                0,
                median(contender, RunResult::seconds),
                median(contender, RunResult::eventsPerSecond),
                median(contender, RunResult::cpuMicros),
                median(contender, RunResult::brokerCpuMicros),
                median(contender, RunResult::redisCpuMicros),
                median(contender, RunResult::peakMegabytes),
                (int) median(contender, RunResult::missing),
                (int) median(contender, RunResult::repeated),
                median(contender, RunResult::scoreDifference));
    }

    private static String row(RunResult run, String round) {
        return String.format(
                Locale.ROOT,
                "%-16s %6s %8.1f %11.0f %8.1f %8.1f %8.1f %8.0f %8d %6d%n",
                run.contender(),
                round,
                run.seconds(),
                run.eventsPerSecond(),
                run.cpuMicros(),
                run.brokerCpuMicros(),
                run.redisCpuMicros(),
                run.peakMegabytes(),
                run.missing(),
                run.repeated());
    }

    private String complaint() {
        return runs.stream()
                .filter(run -> !run.correct())
                .map(RunResult::toString)
                .collect(Collectors.joining(
                        "\n", "every event must have exactly one prediction, the same from all: not so in\n", ""));
    }
}
