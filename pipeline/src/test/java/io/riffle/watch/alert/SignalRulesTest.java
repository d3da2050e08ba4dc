package io.riffle.watch.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.config.AlertAction;
import io.riffle.config.AlertingConfig;
import io.riffle.config.Condition;
import io.riffle.config.SignalRule;
import io.riffle.config.Watched;
import io.riffle.schema.AlertSubject;
import io.riffle.schema.Finding;
import io.riffle.schema.Severity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SignalRulesTest {
    private static final long USUAL = 77;

    @Test
    void signal_isToldByItsOwnSeverity_whenNoRuleSelectsIt() {
        SignalRules.Judged judged = only(rules("drift(other) >= low"), drift("amount", Severity.LOW, 0.1));
        assertThat(judged.name().text()).isEqualTo("drift:3/champion/amount");
        assertThat(judged.finding().severity()).isEqualTo(Severity.LOW);
        assertThat(judged.terms().cooldown()).isEqualTo(USUAL);
    }

    @Test
    void signal_isToldByItsRuleOnly_whenOneSelectsIt() {
        SignalRules.Judged low = only(rules("drift(amount) >= medium"), drift("amount", Severity.LOW, 0.1));
        assertThat(low.name().text()).isEqualTo("r0:3/champion/amount");
        assertThat(low.fires()).isFalse();
        SignalRules.Judged medium = only(rules("drift(*) >= medium"), drift("amount", Severity.MEDIUM, 0.1));
        assertThat(medium.finding().severity()).isEqualTo(Severity.HIGH);
        assertThat(medium.terms().cooldown()).isEqualTo(60_000);
        assertThat(medium.finding().text()).isEqualTo("drift(*) >= medium: seen");
    }

    @Test
    void signal_isComparedByItsValue_whenTheRuleHasABound() {
        SignalRules rules = rules("quality(amount.*) < 99% for 5m");
        SignalRules.Judged bad = only(rules, signal(Watched.QUALITY, "amount.completeness", 0.98));
        assertThat(bad.fires()).isTrue();
        assertThat(bad.finding().threshold()).isEqualTo(0.99);
        assertThat(bad.terms().hold()).isEqualTo(300_000);
        assertThat(only(rules, signal(Watched.QUALITY, "amount.completeness", 0.99))
                        .fires())
                .isFalse();
    }

    @Test
    void signal_isToldByEachRule_whenSeveralSelectIt() {
        assertThat(rules("performance(auc) < 0.9", "performance(auc) < 0.8")
                        .judge(signal(Watched.PERFORMANCE, "auc", 0.85)))
                .extracting(judged -> judged.name().text() + " " + judged.fires())
                .containsExactly("r0:3/champion/auc true", "r1:3/champion/auc false");
    }

    /** Instances measure what rules ask; a measurement that no rule wants is not even remembered. */
    @Test
    void operations_areNotTold_whenNoRuleSelectsThem() {
        assertThat(rules("p99_latency > 5ms").judge(signal(Watched.OPERATIONS, "p95_latency", 80)))
                .isEmpty();
    }

    @Test
    void record_isReadBack() {
        AlertSignal signal = drift("amount", Severity.LOW, 0.1);
        Mute mute = new Mute("drift", "*", 9, "me", "known", 3);
        assertThat(AlertInputJson.read(AlertInputJson.bytes(signal))).contains(signal);
        assertThat(signal.key()).isEqualTo("drift:3/champion/amount");
        assertThat(new String(AlertInputJson.bytes(signal), StandardCharsets.UTF_8))
                .isEqualTo("{\"rule\":\"drift\",\"subject\":\"3/champion/amount\",\"severity\":\"LOW\",\"value\":0.1,"
                        + "\"threshold\":0.05,\"text\":\"seen\",\"from\":0,\"to\":100}");
        assertThat(AlertInputJson.read(AlertInputJson.bytes(mute))).contains(mute);
        assertThat(Stream.of(
                        "",
                        "{",
                        "[]",
                        "7",
                        "{\"rule\":1}",
                        "{\"rule\":\"drift\",\"subject\":\"y\",\"severity\":\"?\"}"))
                .allMatch(foreign -> AlertInputJson.read(foreign.getBytes(StandardCharsets.UTF_8))
                        .isEmpty());
    }

    private static SignalRules.Judged only(SignalRules rules, AlertSignal signal) {
        List<SignalRules.Judged> judged = rules.judge(signal);
        assertThat(judged).hasSize(1);
        return judged.get(0);
    }

    private static AlertSignal drift(String feature, Severity severity, double value) {
        return signal(Watched.DRIFT, feature, new Finding(severity, value, 0.05, "seen"));
    }

    private static AlertSignal signal(Watched watched, String measure, double value) {
        return signal(watched, measure, new Finding(Severity.NONE, value, 0, "seen"));
    }

    private static AlertSignal signal(Watched watched, String measure, Finding finding) {
        return new AlertSignal(watched, new AlertSubject("3", "champion", measure), finding, 0, 100);
    }

    private static SignalRules rules(String... conditions) {
        SignalRule[] rules = new SignalRule[conditions.length];
        for (int i = 0; i < rules.length; i++) {
            rules[i] = new SignalRule(
                    "r" + i, Condition.parse(conditions[i]), Severity.HIGH, Duration.ofMinutes(1), AlertAction.ALERT);
        }
        return new SignalRules(new AlertingConfig(List.of(rules), Optional.empty()), USUAL);
    }
}
