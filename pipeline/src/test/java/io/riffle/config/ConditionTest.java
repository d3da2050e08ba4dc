package io.riffle.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.expression.ExpressionException;
import io.riffle.schema.Severity;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    score >= 0.9                              | SCORE       | score               | AT_LEAST | 0.9    | 0
                    score<1e-3                                | SCORE       | score               | BELOW    | 0.001  | 0
                    drift(amount) > 10%                       | DRIFT       | amount              | ABOVE    | 0.1    | 0
                    drift( * ) >= .2 for 2h                   | DRIFT       | *                   | AT_LEAST | 0.2    | 7200
                    quality(amount.completeness) < 99%        | QUALITY     | amount.completeness | BELOW    | 0.99   | 0
                    performance(auc) <= 0.9                   | PERFORMANCE | auc                 | AT_MOST  | 0.9    | 0
                    error_rate > 1%                           | OPERATIONS  | error_rate          | ABOVE    | 0.01   | 0
                    error_rate > 0.01                         | OPERATIONS  | error_rate          | ABOVE    | 0.01   | 0
                    p99_latency > 50ms for 5m                 | OPERATIONS  | p99_latency         | ABOVE    | 50     | 300
                    p95_latency > 1.5s                        | OPERATIONS  | p95_latency         | ABOVE    | 1500   | 0
                    mean_latency > 1m                         | OPERATIONS  | mean_latency        | ABOVE    | 60000  | 0
                    consumer_lag > 10000 for 90s              | OPERATIONS  | consumer_lag        | ABOVE    | 10000  | 90
                    throughput < 5                            | OPERATIONS  | throughput          | BELOW    | 5      | 0
                    throughput < 50% of usual for 10m         | OPERATIONS  | throughput_of_usual | BELOW    | 0.5    | 600
                    """)
    void condition_isRead(
            String text, Watched watched, String measure, AlertRule.Comparison comparison, double bound, long seconds) {
        Condition condition = Condition.parse(text);
        assertThat(condition.watched()).isEqualTo(watched);
        assertThat(condition.measure()).isEqualTo(measure);
        assertThat(condition.comparison()).isEqualTo(comparison);
        assertThat(condition.bound()).isEqualTo(bound);
        assertThat(condition.level()).isEmpty();
        assertThat(condition.hold()).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(condition.text()).isEqualTo(text);
    }

    @Test
    void condition_comparesSeverity_whenAWordIsGiven() {
        Condition condition = Condition.parse("drift(amount) >= medium for 1d");
        assertThat(condition.level()).contains(Severity.MEDIUM);
        assertThat(condition.hold()).isEqualTo(Duration.ofDays(1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    amount > 3                   | 0  | must begin with one of score, drift(...)
                    ''                           | 0  | must have here what is watched
                    score > high                 | 8  | must compare score with a number
                    score > 1%                   | 9  | must not be a percentage
                    score > 1e999                | 8  | must compare with a finite number
                    score > 1.2.3                | 11 | must end here
                    score > 0.9 for 5m           | 12 | must not have a time
                    score = 0.9                  | 6  | must have here a comparison
                    drift > 0.1                  | 6  | must name in brackets what of drift is watched
                    drift(amount > 0.1           | 13 | must close the bracket
                    drift() > 0.1                | 6  | a name, or * for all
                    drift(amount) > medium       | 16 | must compare a severity with >=
                    drift(amount) >= severe      | 17 | must compare amount with a number
                    p99_latency > 50             | 16 | must have a unit: ms, s or m
                    p99_latency > 50kb           | 16 | must have a unit: ms, s or m
                    p99_latency >                | 13 | a number with a unit, such as 50ms
                    p99_latency > 50ms for ever  | 23 | a time such as 90s
                    p99_latency > 50ms during 5m | 19 | or go on with a time such as 'for 5m'
                    throughput < 50%             | 16 | must say of what: % of usual
                    throughput < 50% of old      | 20 | must say of what: % of usual
                    consumer_lag > 10%           | 17 | must not be a percentage
                    """)
    void condition_isRefusedWithItsPlace_whenItIsWrong(String text, int position, String message) {
        assertThatThrownBy(() -> Condition.parse(text))
                .isInstanceOfSatisfying(
                        ExpressionException.class,
                        wrong -> assertThat(wrong.position()).isEqualTo(position))
                .hasMessageContaining(message)
                .hasMessageEndingWith(" ".repeat(position) + "^");
    }

    @ParameterizedTest
    @CsvSource({
        "*, anything.else, true",
        "amount.*, amount.completeness, true",
        "amount.*, amounts, false",
        "amount, amount, true",
        "amount, amount2, false"
    })
    void pattern_matches(String pattern, String name, boolean expected) {
        assertThat(Condition.matches(pattern, name)).isEqualTo(expected);
    }
}
