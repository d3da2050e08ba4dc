package io.riffle.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.riffle.ReferenceData;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RocAucTest {
    @Test
    void of_equalsReference_whenScoresAreGoodTiedOrInverted() {
        JsonNode cases = ReferenceData.json("reference/metrics.json").get("binary");
        assertThat(cases).hasSize(10);
        for (JsonNode each : cases) {
            double area = RocAuc.of(ReferenceData.numbers(each.get("p")), equalTo(each.get("y"), 1));
            if (each.get("roc_auc").isNull()) {
                assertThat(area).as(each.get("name").asText()).isNaN();
            } else {
                assertThat(area)
                        .as(each.get("name").asText())
                        .isCloseTo(each.get("roc_auc").asDouble(), within(1e-9));
            }
        }
    }

    @Test
    void of_equalsReference_whenEachClassIsSetAgainstTheRest() {
        JsonNode cases = ReferenceData.json("reference/metrics.json").get("multiclass");
        assertThat(cases).hasSizeGreaterThanOrEqualTo(2);
        for (JsonNode each : cases) {
            int classes = each.get("probabilities").get(0).size();
            double sum = 0;
            for (int i = 0; i < classes; i++) {
                sum += RocAuc.of(column(each.get("probabilities"), i), equalTo(each.get("y"), i));
            }
            assertThat(sum / classes)
                    .as(each.get("name").asText())
                    .isCloseTo(each.get("roc_auc_ovr_macro").asDouble(), within(1e-9));
        }
    }

    @Test
    void of_equalsShareOfWonPairs_whenScoresAreRandomWithTies() {
        Random random = new Random(42);
        for (int round = 0; round < 50; round++) {
            double[] scores =
                    random.doubles(60).map(score -> Math.floor(score * 10)).toArray();
            boolean[] positive = new boolean[scores.length];
            for (int i = 0; i < positive.length; i++) {
                positive[i] = random.nextInt(4) == 0;
            }
            positive[0] = true;
            positive[1] = false;
            assertThat(RocAuc.of(scores, positive)).isCloseTo(shareOfWonPairs(scores, positive), within(1e-12));
        }
    }

    @Test
    void of_countsSignedZerosAsTied_whenBothOccur() {
        assertThat(RocAuc.of(new double[] {0.0, -0.0}, new boolean[] {true, false}))
                .isEqualTo(0.5);
    }

    @Test
    void of_refuses_whenAScoreIsMissing() {
        assertThatThrownBy(() -> RocAuc.of(new double[] {0.5, Double.NaN}, new boolean[] {true, false}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a score must be a number: was NaN (row 1)");
    }

    @Test
    void of_refuses_whenLabelsAreTooFew() {
        assertThatThrownBy(() -> RocAuc.of(new double[2], new boolean[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("scores and labels must be equally many: were 2 and 1");
    }

    private static double shareOfWonPairs(double[] scores, boolean[] positive) {
        double won = 0;
        int pairs = 0;
        for (int i = 0; i < scores.length; i++) {
            for (int j = 0; j < scores.length; j++) {
                if (positive[i] && !positive[j]) {
                    won += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                    pairs++;
                }
            }
        }
        return won / pairs;
    }

    private static double[] column(JsonNode rows, int column) {
        double[] values = new double[rows.size()];
        for (int row = 0; row < values.length; row++) {
            values[row] = rows.get(row).get(column).asDouble();
        }
        return values;
    }

    private static boolean[] equalTo(JsonNode labels, int label) {
        boolean[] equal = new boolean[labels.size()];
        for (int i = 0; i < equal.length; i++) {
            equal[i] = labels.get(i).asInt() == label;
        }
        return equal;
    }
}
