package io.riffle.app.explain;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An explanation as lines for people. */
public final class ExplanationText {
    private final JsonNode explanation;
    private final List<String> lines = new ArrayList<>();

    private ExplanationText(JsonNode explanation) {
        this.explanation = explanation;
    }

    /** From the event to its alerts. */
    public static List<String> lines(JsonNode explanation) {
        ExplanationText text = new ExplanationText(explanation);
        text.event();
        text.validation();
        if (explanation.has("model")) {
            text.features();
            text.score();
            text.reasons();
            text.alerts();
        }
        return List.copyOf(text.lines);
    }

    private void event() {
        JsonNode event = explanation.path("event");
        lines.add("event        " + event.path("id").asText() + "  ("
                + event.path("source").asText() + ")");
        lines.add("             " + event.path("value").toString()
                + event.path("missing").asText());
    }

    private void validation() {
        JsonNode validation = explanation.path("validation");
        if (validation.path("accepted").asBoolean()) {
            lines.add("validation   accepted" + noted(" with warnings ", validation.path("warnings"))
                    + noted(", degraded: ", validation.path("degraded")));
            return;
        }
        lines.add("validation   refused by " + validation.path("stage").asText() + ": "
                + validation.path("reason").asText());
        lines.add("             " + validation.path("message").asText());
    }

    private static String noted(String word, JsonNode list) {
        return list.isEmpty() ? "" : word + list;
    }

    private void features() {
        for (JsonNode feature : explanation.path("features")) {
            lines.add(String.format(
                    Locale.ROOT,
                    "feature      %-28s %-8s %s",
                    feature.path("name").asText(),
                    feature.path("source").asText(),
                    value(feature)));
        }
    }

    private void score() {
        JsonNode model = explanation.path("model");
        lines.add("model        " + model.path("name").asText() + " version "
                + model.path("version").asText() + ", variant "
                + model.path("variant").asText());
        lines.add("score        " + explanation.path("score").asText()
                + (explanation.has("label")
                        ? ", label " + explanation.path("label").asText()
                        : ""));
    }

    private void alerts() {
        explanation
                .path("alerts")
                .forEach(alert -> lines.add("alert        " + alert.path("rule").asText() + " ("
                        + alert.path("severity").asText() + ")"));
    }

    private static String value(JsonNode feature) {
        String from = "  (from " + feature.path("from").asText() + ")";
        return switch (feature.path("status").asText()) {
            case FeatureFact.PRESENT -> shown(feature.path("value")) + old(", ", feature) + from;
            case FeatureFact.STALE -> "stale" + old(", ", feature) + instead(feature) + from;
            case FeatureFact.MISSING -> "missing" + old(", expired, ", feature) + instead(feature) + from;
            default -> "not known: " + feature.path("from").asText();
        };
    }

    private static String instead(JsonNode feature) {
        return feature.path("value").isNull() ? "" : ": default " + shown(feature.path("value"));
    }

    /** By the event's own time: how old the value was when the event happened. */
    private static String old(String before, JsonNode feature) {
        if (!feature.has("age_ms")) {
            return "";
        }
        long age = feature.path("age_ms").longValue();
        return before + (age < 0 ? AgeText.of(-age) + " newer than the event" : AgeText.of(age) + " old");
    }

    /** Whole numbers without a fraction: most of them are counts and times. */
    private static String shown(JsonNode value) {
        boolean whole = value.isNumber() && value.doubleValue() == Math.rint(value.doubleValue());
        return whole && value.canConvertToLong() ? Long.toString(value.longValue()) : value.asText();
    }

    private void reasons() {
        JsonNode contributions = explanation.path("contributions");
        if (contributions.has("missing")) {
            lines.add("reasons      not known: " + contributions.path("missing").asText());
            return;
        }
        lines.add(String.format(
                Locale.ROOT,
                "reasons      %s, compared with a typical event, whose score is %.6f (%s)",
                contributions.path("unit").asText(),
                contributions.path("typical_score").asDouble(),
                contributions.path("exact").asBoolean() ? "exact: they add up" : "each alone: they do not add up"));
        for (JsonNode each : contributions.path("features")) {
            lines.add(String.format(
                    Locale.ROOT,
                    "             %+9.4f  %s  (typical: %s)",
                    each.path("contribution").asDouble(),
                    each.path("name").asText(),
                    shown(each.path("reference"))));
        }
    }
}
