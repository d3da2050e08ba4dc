package io.riffle.config;

import io.riffle.expression.ExpressionException;
import io.riffle.schema.Severity;
import io.riffle.settings.DurationText;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The grammar of alert rules:
 *
 * <pre>
 * condition := what ('&gt;' | '&gt;=' | '&lt;' | '&lt;=') right ['for' duration]
 * what      := 'score' | ('drift' | 'quality' | 'performance') '(' name ')' | operation
 * right     := number ['%' ['of' 'usual'] | unit] | 'low' | 'medium' | 'high'
 * </pre>
 */
final class ConditionParser {
    private static final Pattern WORD = Pattern.compile("[A-Za-z_*][A-Za-z0-9_.*-]*");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern COMPARISON = Pattern.compile("<=|>=|<|>");
    private static final Pattern DURATION = Pattern.compile("\\d{1,12}(ms|s|m|h|d)(?![A-Za-z0-9])");
    private static final Pattern SPACE = Pattern.compile("\\s*");
    private static final String SUBJECTS =
            "score, drift(...), quality(...), performance(...), " + OperationsMeasure.names();

    private final String source;
    private int at;

    ConditionParser(String source) {
        this.source = source.strip();
    }

    Condition parse() {
        int start = skipSpace();
        String word = need(WORD, "what is watched: " + SUBJECTS);
        Watched watched = watched(word, start);
        String measure = measure(watched, word);
        AlertRule.Comparison comparison =
                AlertRule.Comparison.of(need(COMPARISON, "a comparison (>, >=, < or <=) of " + measure));
        Right right = right(watched, measure, comparison);
        Duration hold = hold(watched);
        skipSpace();
        if (at < source.length()) {
            throw wrong("must end here, or go on with a time such as 'for 5m'", at);
        }
        return new Condition(watched, right.measure(), comparison, right.bound(), right.level(), hold, source);
    }

    private Watched watched(String word, int start) {
        for (Watched each : Watched.values()) {
            if (each != Watched.OPERATIONS && each.text().equals(word)) {
                return each;
            }
        }
        if (OperationsMeasure.of(word).isEmpty()) {
            throw wrong("must begin with one of " + SUBJECTS, start);
        }
        return Watched.OPERATIONS;
    }

    private String measure(Watched watched, String word) {
        if (watched == Watched.SCORE || watched == Watched.OPERATIONS) {
            return word;
        }
        mark("(", "must name in brackets what of " + word + " is watched, or * for all");
        String name = need(WORD, "a name, or * for all");
        mark(")", "must close the bracket");
        return name;
    }

    private record Right(String measure, double bound, Optional<Severity> level) {}

    private Right right(Watched watched, String measure, AlertRule.Comparison comparison) {
        int start = skipSpace();
        Optional<String> word = find(WORD);
        if (word.isPresent()) {
            return level(watched, measure, comparison, word.get(), start);
        }
        double number = Double.parseDouble(need(NUMBER, "a number" + unitHint(watched, measure)));
        if (!Double.isFinite(number)) {
            throw wrong("must compare with a finite number", start);
        }
        return unit(watched, measure, number);
    }

    private Right level(Watched watched, String measure, AlertRule.Comparison comparison, String word, int start) {
        Optional<Severity> level = Arrays.stream(Severity.values())
                .filter(each -> each.fires() && each.label().equals(word))
                .findFirst();
        boolean judged = watched != Watched.SCORE && watched != Watched.OPERATIONS;
        if (level.isEmpty() || !judged) {
            throw wrong("must compare " + measure + " with a number" + unitHint(watched, measure), start);
        }
        if (comparison != AlertRule.Comparison.AT_LEAST) {
            throw wrong("must compare a severity with >=, as in >= " + word, start);
        }
        return new Right(measure, Double.NaN, level);
    }

    private Right unit(Watched watched, String measure, double number) {
        boolean latency = OperationsMeasure.of(measure)
                .filter(OperationsMeasure::isLatency)
                .isPresent();
        boolean operation = watched == Watched.OPERATIONS;
        boolean share = operation ? measure.equals(OperationsMeasure.ERROR_RATE.text()) : watched != Watched.SCORE;
        int start = skipSpace();
        if (operation && latency) {
            return new Right(measure, number * milliseconds(), Optional.empty());
        }
        if (find(Pattern.compile("%")).isEmpty()) {
            return new Right(measure, number, Optional.empty());
        }
        if (operation && measure.equals(OperationsMeasure.THROUGHPUT.text())) {
            word("of", "must say of what: % of usual");
            word("usual", "must say of what: % of usual");
            return new Right(OperationsMeasure.THROUGHPUT_OF_USUAL.text(), number / 100, Optional.empty());
        }
        if (!share) {
            throw wrong("must not be a percentage: " + measure + " is a number", start);
        }
        return new Right(measure, number / 100, Optional.empty());
    }

    private double milliseconds() {
        int start = skipSpace();
        String unit = find(WORD).orElse("");
        return switch (unit) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            default -> throw wrong("must have a unit: ms, s or m", start);
        };
    }

    private Duration hold(Watched watched) {
        int start = skipSpace();
        Optional<String> word = find(WORD);
        if (word.isEmpty()) {
            return Duration.ZERO;
        }
        if (!word.get().equals("for")) {
            throw wrong("must end here, or go on with a time such as 'for 5m'", start);
        }
        if (watched == Watched.SCORE) {
            throw wrong("must not have a time: a score is of one event", start);
        }
        return DurationText.parse(need(DURATION, "a time such as 90s, 5m or 2h"));
    }

    private static String unitHint(Watched watched, String measure) {
        if (watched != Watched.OPERATIONS) {
            return "";
        }
        if (OperationsMeasure.of(measure).filter(OperationsMeasure::isLatency).isPresent()) {
            return " with a unit, such as 50ms";
        }
        return measure.equals(OperationsMeasure.THROUGHPUT.text()) ? ", or a share such as 50% of usual" : "";
    }

    private int skipSpace() {
        find(SPACE);
        return at;
    }

    private void word(String word, String rule) {
        int start = skipSpace();
        if (find(WORD).filter(word::equals).isEmpty()) {
            throw wrong(rule, start);
        }
    }

    private void mark(String mark, String rule) {
        int start = skipSpace();
        if (find(Pattern.compile(Pattern.quote(mark))).isEmpty()) {
            throw wrong(rule, start);
        }
    }

    private String need(Pattern pattern, String what) {
        int start = skipSpace();
        return find(pattern).orElseThrow(() -> wrong("must have here " + what, start));
    }

    private Optional<String> find(Pattern pattern) {
        if (pattern != SPACE) {
            skipSpace();
        }
        Matcher matcher = pattern.matcher(source).region(at, source.length());
        if (!matcher.lookingAt()) {
            return Optional.empty();
        }
        at = matcher.end();
        return Optional.of(matcher.group());
    }

    private ExpressionException wrong(String problem, int position) {
        return new ExpressionException(problem, source, position);
    }
}
