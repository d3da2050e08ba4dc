package io.riffle.watch.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.config.AlertAction;
import io.riffle.config.AlertingConfig;
import io.riffle.config.Condition;
import io.riffle.config.SignalRule;
import io.riffle.schema.Severity;
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
        assertThat(judged.signal().key()).isEqualTo("drift:3/champion/amount");
        assertThat(judged.signal().severity()).isEqualTo(Severity.LOW);
        assertThat(judged.cooldown()).isEqualTo(USUAL);
    }

    @Test
    void signal_isToldByItsRuleOnly_whenOneSelectsIt() {
        SignalRules.Judged low = only(rules("drift(amount) >= medium"), drift("amount", Severity.LOW, 0.1));
        assertThat(low.signal().key()).isEqualTo("r0:3/champion/amount");
        assertThat(low.signal().firing()).isFalse();
        SignalRules.Judged medium = only(rules("drift(*) >= medium"), drift("amount", Severity.MEDIUM, 0.1));
        assertThat(medium.signal().severity()).isEqualTo(Severity.HIGH);
        assertThat(medium.cooldown()).isEqualTo(60_000);
        assertThat(medium.signal().text()).isEqualTo("drift(*) >= medium: seen");
    }

    @Test
    void signal_isComparedByItsValue_whenTheRuleHasABound() {
        SignalRules rules = rules("quality(amount.*) < 99% for 5m");
        SignalRules.Judged bad = only(rules, signal("quality", "amount.completeness", 0.98));
        assertThat(bad.signal().firing()).isTrue();
        assertThat(bad.signal().threshold()).isEqualTo(0.99);
        assertThat(bad.hold()).isEqualTo(300_000);
        assertThat(only(rules, signal("quality", "amount.completeness", 0.99))
                        .signal()
                        .firing())
                .isFalse();
    }

    @Test
    void signal_isToldByEachRule_whenSeveralSelectIt() {
        assertThat(rules("performance(auc) < 0.9", "performance(auc) < 0.8").judge(signal("performance", "auc", 0.85)))
                .extracting(
                        judged -> judged.signal().key() + " " + judged.signal().firing())
                .containsExactly("r0:3/champion/auc true", "r1:3/champion/auc false");
    }

    /** Instances measure what rules ask; a measurement that no rule wants is not even remembered. */
    @Test
    void operations_areNotTold_whenNoRuleSelectsThem() {
        assertThat(rules("p99_latency > 5ms").judge(signal("operations", "p95_latency", 80)))
                .isEmpty();
    }

    @Test
    void subject_keepsItsMeasure_whenThatHasSlashes() {
        AlertSignal signal = signal("drift", "a/b", 1);
        assertThat(signal.measure()).isEqualTo("a/b");
        assertThat(signal.variant()).isEqualTo("champion");
        assertThat(signal.version()).isEqualTo("3");
    }

    @Test
    void record_isReadBack() {
        AlertSignal signal = drift("amount", Severity.LOW, 0.1);
        Mute mute = new Mute("drift", "*", 9, "me", "known", 3);
        assertThat(AlertInputJson.read(AlertInputJson.bytes(signal))).contains(signal);
        assertThat(AlertInputJson.read(AlertInputJson.bytes(mute))).contains(mute);
        assertThat(Stream.of(
                        "", "{", "[]", "7", "{\"rule\":1}", "{\"rule\":\"x\",\"subject\":\"y\",\"severity\":\"?\"}"))
                .allMatch(foreign -> AlertInputJson.read(foreign.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .isEmpty());
    }

    private static SignalRules.Judged only(SignalRules rules, AlertSignal signal) {
        List<SignalRules.Judged> judged = rules.judge(signal);
        assertThat(judged).hasSize(1);
        return judged.get(0);
    }

    private static AlertSignal drift(String feature, Severity severity, double value) {
        return new AlertSignal(
                "drift", AlertSignal.subject("3", "champion", feature), severity, value, 0.05, "seen", 0, 100);
    }

    private static AlertSignal signal(String kind, String measure, double value) {
        String subject = AlertSignal.subject("3", "champion", measure);
        return new AlertSignal(kind, subject, Severity.NONE, value, 0, "seen", 0, 100);
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
