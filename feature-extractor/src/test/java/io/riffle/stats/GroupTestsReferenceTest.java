package io.riffle.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.riffle.ReferenceData;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Every row of the reference values of scipy for tables, shares and arms. */
class GroupTestsReferenceTest {
    private static long[][] table(JsonNode rows) {
        long[][] table = new long[rows.size()][];
        for (int row = 0; row < table.length; row++) {
            table[row] = new long[rows.get(row).size()];
            for (int column = 0; column < table[row].length; column++) {
                table[row][column] = rows.get(row).get(column).asLong();
            }
        }
        return table;
    }

    private static void same(double actual, double expected, String what) {
        assertThat(actual).as(what).isCloseTo(expected, within(1e-15 + 1e-9 * Math.abs(expected)));
    }

    private static void same(Optional<TestResult> actual, JsonNode expected, String what) {
        same(actual.orElseThrow().statistic(), expected.get("statistic").asDouble(), what + " statistic");
        same(actual.orElseThrow().p(), expected.get("p").asDouble(), what + " p");
    }

    @Test
    void tables_equalTheReference_inEveryTest() {
        for (JsonNode each : ReferenceData.json("reference/chi2.json").get("cases")) {
            String name = each.get("name").asText() + " " + each.get("table");
            ContingencyTable table = new ContingencyTable(table(each.get("table")));
            assertThat(table.degreesOfFreedom()).isEqualTo(each.get("dof").asInt());
            same(table.expected(1, 1), each.get("expected").get(1).get(1).asDouble(), name);
            same(table.chiSquare(), each.get("without_yates"), name);
            same(table.chiSquareWithYates(), each.get("with_yates"), name);
            same(table.gTest(), each.get("g_test_without_yates"), name);
            JsonNode fisher = each.get("fisher_exact");
            assertThat(table.fisherExact().isPresent()).isEqualTo(fisher != null);
            if (fisher != null) {
                same(
                        table.fisherExact().orElseThrow().statistic(),
                        fisher.get("odds_ratio").asDouble(),
                        name);
                same(table.fisherExact().orElseThrow().p(), fisher.get("p").asDouble(), name);
            }
        }
    }

    @Test
    void shares_equalTheReference_withZAndInterval() {
        int compared = 0;
        for (JsonNode each : ReferenceData.json("reference/chi2.json").get("cases")) {
            JsonNode expected = each.get("two_proportions");
            if (expected == null) {
                continue;
            }
            long[][] table = table(each.get("table"));
            TwoProportions shares =
                    new TwoProportions(table[0][0], table[0][0] + table[0][1], table[1][0], table[1][0] + table[1][1]);
            same(shares.first(), expected.get("p1").asDouble(), "p1");
            same(shares.second(), expected.get("p2").asDouble(), "p2");
            same(shares.z(), expected.get("z_pooled").asDouble(), "z");
            same(shares.p(), expected.get("p").asDouble(), "p");
            Interval interval = shares.interval(0.95);
            same(interval.low(), expected.get("ci95_unpooled").get(0).asDouble(), "low");
            same(interval.high(), expected.get("ci95_unpooled").get(1).asDouble(), "high");
            compared++;
        }
        assertThat(compared).isEqualTo(8);
    }

    @Test
    void sampleRatio_equalsTheReference_forTwoAndThreeArms() {
        for (JsonNode each : ReferenceData.json("reference/chi2.json").get("sample_ratio")) {
            double[] observed = ReferenceData.numbers(each.get("observed"));
            long[] counts = java.util.Arrays.stream(observed)
                    .mapToLong(value -> (long) value)
                    .toArray();
            same(
                    SampleRatio.test(counts, ReferenceData.numbers(each.get("shares"))),
                    each,
                    each.get("name").asText());
        }
    }

    @Test
    void comparisonsOfModels_equalTheReference_inEveryRow() {
        for (JsonNode each : ReferenceData.json("reference/ab.json").get("cases")) {
            ContingencyTable table = new ContingencyTable(table(each.get("table_correct_incorrect")));
            TestResult plain = table.chiSquare().orElseThrow();
            TestResult yates = table.chiSquareWithYates().orElseThrow();
            same(plain.statistic(), each.get("chi2").asDouble(), "chi2");
            same(plain.p(), each.get("p").asDouble(), "p");
            same(yates.statistic(), each.get("chi2_yates").asDouble(), "chi2_yates");
            same(yates.p(), each.get("p_yates").asDouble(), "p_yates");
            assertThat(plain.p() < 0.05)
                    .isEqualTo(each.get("significant_at_0.05").asBoolean());
        }
    }

    @Test
    void table_hasNoAnswer_whenARowOrColumnIsEmpty() {
        assertThat(new ContingencyTable(new long[][] {{0, 0}, {5, 6}}).chiSquare())
                .isEmpty();
        assertThat(new ContingencyTable(new long[][] {{0, 5}, {0, 6}}).gTest()).isEmpty();
        assertThat(new ContingencyTable(new long[][] {{0, 5}, {0, 6}}).fisherExact())
                .isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new ContingencyTable(new long[][] {{1, -1}, {2, 3}}));
        assertThatIllegalArgumentException().isThrownBy(() -> new ContingencyTable(new long[][] {{1, 1}}));
        assertThat(SampleRatio.test(new long[] {0, 0}, new double[] {1, 1})).isEmpty();
        assertThat(SampleRatio.test(new long[] {7, 0}, new double[] {1, 0})).isEmpty();
    }

    /** Wilson's published example of 15 of 20 and the ends. */
    @Test
    void intervalOfShare_staysInRange_whenFewOrNoneHit() {
        Interval usual = Interval.ofShare(15, 20, 0.95);
        assertThat(usual.low()).isCloseTo(0.5313, within(1e-4));
        assertThat(usual.high()).isCloseTo(0.8881, within(1e-4));
        assertThat(Interval.ofShare(0, 10, 0.95).low()).isZero();
        assertThat(Interval.ofShare(0, 10, 0.95).high()).isCloseTo(0.2775, within(1e-4));
        assertThat(Interval.ofShare(10, 10, 0.95).high()).isEqualTo(1);
        assertThat(Interval.ofShare(0, 0, 0.95)).isEqualTo(new Interval(0, 1));
    }

    /** A difference of just that size must be found in the promised share of experiments. */
    @Test
    void minimumDetectable_isFoundWithThePromisedPower_inSimulation() {
        double share = 0.1;
        int events = 2_000;
        double difference = TwoProportions.minimumDetectable(share, events, events, 0.05, 0.8);
        Random random = new Random(7);
        int found = 0;
        for (int run = 0; run < 2_000; run++) {
            long first = hits(random, share - difference / 2, events);
            long second = hits(random, share + difference / 2, events);
            found += new TwoProportions(first, events, second, events).p() < 0.05 ? 1 : 0;
        }
        assertThat(found / 2_000.0).isCloseTo(0.8, within(0.03));
        assertThat(TwoProportions.minimumDetectable(share, 0, 10, 0.05, 0.8)).isNaN();
    }

    private static long hits(Random random, double share, int events) {
        long hits = 0;
        for (int i = 0; i < events; i++) {
            hits += random.nextDouble() < share ? 1 : 0;
        }
        return hits;
    }
}
