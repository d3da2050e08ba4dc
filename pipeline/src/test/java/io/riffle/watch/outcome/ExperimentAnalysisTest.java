package io.riffle.watch.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riffle.schema.ExperimentReport;
import io.riffle.schema.ExperimentReport.VariantReport;
import io.riffle.stats.TwoProportions;
import io.riffle.stats.sequential.SequentialDifference;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExperimentAnalysisTest {
    private static ExperimentCounts counts(int weightOfA, VariantCounts a, VariantCounts b) {
        Map<String, Integer> weights = new LinkedHashMap<>();
        weights.put("a", weightOfA);
        weights.put("b", 100 - weightOfA);
        return phase(weights, a, b);
    }

    private static ExperimentCounts phase(Map<String, Integer> weights, VariantCounts a, VariantCounts b) {
        Map<String, Long> entities = Map.of("a", a.entities(), "b", b.entities());
        return new ExperimentCounts(
                weights, Map.of("a", a, "b", b), Map.of(), List.of(new ExperimentCounts.Phase(weights, entities)));
    }

    /** Without anything about entities. */
    private static VariantCounts counted(long entities, long events, long outcomes, long successes) {
        return new VariantCounts(entities, events, outcomes, successes, null, null);
    }

    private static ExperimentReport report(ExperimentCounts counts) {
        return new ExperimentAnalysis(new ExperimentAnalysis(counts).looked()).report("checkout", "correct", 7);
    }

    /** The first row of reference/ab.json: v1 against v2 by entity. */
    @Test
    void report_hasTheReferenceValues_forTheFirstComparison() {
        VariantCounts a = counted(500, 10_096, 10_096, 7_559);
        VariantCounts b = counted(510, 12_448, 12_448, 9_882);
        ExperimentReport report = report(counts(50, a, b));
        assertThat(report.chiSquare()).isCloseTo(64.89339651526186, within(1e-9));
        assertThat(report.chiSquareP()).isCloseTo(7.906158038185613e-16, within(1e-24));
        VariantReport variant = report.variants().get(1);
        ExperimentReport.Comparison second = variant.comparison();
        assertThat(second.z() * second.z()).isCloseTo(64.89339651526186, within(1e-9));
        assertThat(second.lift()).isCloseTo(0.7938624678663239 / 0.7487123613312203 - 1, within(1e-12));
        assertThat(variant.decision()).isEqualTo("better");
        assertThat(second.differenceLow()).isPositive();
        assertThat(report.sampleRatioMismatch()).isFalse();
        assertThat(report.variants().get(0).decision()).isEqualTo("baseline");
        assertThat(report.variants().get(0).comparison()).isNull();
    }

    @Test
    void decision_isInvalid_whenEntitiesDoNotMatchTheWeights() {
        VariantCounts a = counted(5_210, 10_096, 10_096, 7_559);
        VariantCounts b = counted(4_790, 12_448, 12_448, 9_882);
        ExperimentReport report = report(counts(50, a, b));
        assertThat(report.sampleRatioP()).isCloseTo(2.6691498031812692e-05, within(1e-12));
        assertThat(report.sampleRatioMismatch()).isTrue();
        assertThat(report.variants()).extracting(VariantReport::decision).containsOnly("invalid");
    }

    /** One variant was loaded a moment later: its entities are still to come, and nothing is wrong with the assignment. */
    @Test
    void decision_isNotInvalid_beforeAllVariantsHaveScoredEnough() {
        ExperimentReport alone = report(counts(50, counted(400, 900, 0, 0), VariantCounts.NONE));
        assertThat(alone.sampleRatioP()).isNull();
        assertThat(alone.sampleRatioMismatch()).isFalse();
        assertThat(alone.variants()).extracting(VariantReport::decision).containsExactly("baseline", "undecided");

        ExperimentReport few = report(counts(50, counted(60, 60, 0, 0), counted(12, 12, 0, 0)));
        assertThat(few.sampleRatioMismatch()).isFalse();
        ExperimentReport rare = report(counts(99, counted(190, 190, 0, 0), counted(10, 10, 0, 0)));
        assertThat(rare.sampleRatioMismatch()).as("2 entities are expected").isFalse();
        ExperimentReport enough = report(counts(50, counted(120, 120, 0, 0), counted(24, 24, 0, 0)));
        assertThat(enough.sampleRatioMismatch()).isTrue();
    }

    /** The first entities of a new experiment, with a look after each: the assignment is right in all 2,000. */
    @Test
    void ratio_isNoMismatch_whileAnExperimentBegins() {
        Random random = new Random(23);
        int alarms = 0;
        for (int run = 0; run < 2_000; run++) {
            long[] entities = new long[2];
            boolean mismatch = false;
            for (int entity = 0; entity < 120; entity++) {
                entities[random.nextInt(2)]++;
                VariantCounts a = counted(entities[0], entities[0], 0, 0);
                VariantCounts b = counted(entities[1], entities[1], 0, 0);
                mismatch |= report(counts(50, a, b)).sampleRatioMismatch();
            }
            alarms += mismatch ? 1 : 0;
        }
        assertThat(alarms).as("of 2,000").isLessThanOrEqualTo(10);
    }

    /** A week at 90 to 10, then even: those who came before are not compared with the new weights. */
    @Test
    void decision_staysValid_whenTheWeightsChangeWhileItRuns() {
        ExperimentCounts first = counts(90, counted(9_000, 9_000, 0, 0), counted(1_000, 1_000, 0, 0));
        ExperimentCounts second = counts(50, counted(1_000, 1_000, 0, 0), counted(1_000, 1_000, 0, 0));
        // A task that lags behind still counts under the old weights.
        ExperimentCounts late = counts(90, counted(90, 90, 0, 0), counted(10, 10, 0, 0));
        ExperimentReport report = report(first.plus(second).plus(late).plus(second));
        assertThat(report.sampleRatioMismatch()).isFalse();
        assertThat(report.variants()).extracting(VariantReport::decision).containsExactly("baseline", "undecided");
        ExperimentCounts wrong = counts(50, counted(1_200, 1_200, 0, 0), counted(1_000, 1_000, 0, 0));
        assertThat(report(first.plus(wrong)).sampleRatioMismatch()).isTrue();
    }

    /** Counts of an earlier release: their entities were not told apart by weights, so that check begins anew. */
    @Test
    void ratio_beginsAnew_whenStoredCountsHaveNoPhases() {
        ExperimentCounts stored = ExperimentCounts.of("""
                {"weights":{"a":50,"b":50},"variants":{"a":{"entities":900,"events":900,"outcomes":0,"successes":0},
                "b":{"entities":100,"events":100,"outcomes":0,"successes":0}},"smallestP":{}}""".getBytes(StandardCharsets.UTF_8));
        assertThat(report(stored).sampleRatioMismatch()).isFalse();
        ExperimentCounts sum = stored.plus(counts(50, counted(500, 500, 0, 0), counted(520, 520, 0, 0)));
        assertThat(report(sum).sampleRatioMismatch()).isFalse();
        assertThat(sum.of("a").entities()).isEqualTo(1_400);
    }

    /** A p value that rises again would let a decision be withdrawn and taken anew: the smallest is kept. */
    @Test
    void decision_stays_whenALaterLookIsLessClear() {
        ExperimentCounts clear = counts(50, counted(9, 9, 10_000, 5_000), counted(9, 9, 10_000, 5_400));
        ExperimentCounts looked = new ExperimentAnalysis(clear).looked();
        ExperimentCounts later = looked.plus(ExperimentCounts.outcomes(Map.of("a", counted(0, 0, 0, 300))));
        assertThat(report(later).variants().get(1).decision()).isEqualTo("better");
        assertThat(ExperimentCounts.of(looked.toBytes())).isEqualTo(looked);
    }

    @Test
    void report_isThere_beforeThereAreOutcomes() {
        ExperimentReport report = report(counts(50, VariantCounts.NONE, VariantCounts.NONE));
        assertThat(report.chiSquare()).isNull();
        assertThat(report.variants().get(1).successRate().value()).isNull();
        assertThat(report.variants().get(1).successRate().high()).isEqualTo(1);
        assertThat(report.variants().get(1).decision()).isEqualTo("undecided");
    }

    /**
     * A/A: 1,000 experiments of three equal variants, each looked at 40 times. Wrong decisions about any variant, and
     * sample-ratio alarms of a correct assignment, stay at or below their levels.
     */
    @Test
    void decisions_keepTheirErrorRate_inAThousandExperimentsWithoutDifference() {
        Random random = new Random(17);
        int wrong = 0;
        int mismatches = 0;
        for (int run = 0; run < 1_000; run++) {
            boolean decided = false;
            Map<String, Integer> weights = new LinkedHashMap<>();
            weights.put("a", 50);
            weights.put("b", 25);
            weights.put("c", 25);
            ExperimentCounts counts = new ExperimentCounts(weights, Map.of(), Map.of(), List.of());
            for (int look = 0; look < 40; look++) {
                counts = counts.plus(fiftyEvents(random));
                counts = new ExperimentAnalysis(counts).looked();
                decided |= new ExperimentAnalysis(counts)
                        .report("aa", "correct", 0).variants().stream()
                                .anyMatch(each -> each.decision().equals("better")
                                        || each.decision().equals("worse"));
            }
            wrong += decided ? 1 : 0;
            mismatches += report(counts).sampleRatioMismatch() ? 1 : 0;
        }
        assertThat(wrong).as("wrong decisions of 1,000").isLessThanOrEqualTo(50);
        assertThat(mismatches).as("sample-ratio alarms of 1,000").isLessThanOrEqualTo(4);
    }

    private static ExperimentCounts fiftyEvents(Random random) {
        Map<String, VariantCounts> variants = new LinkedHashMap<>();
        for (int event = 0; event < 50; event++) {
            int bucket = random.nextInt(100);
            String name = bucket < 50 ? "a" : bucket < 75 ? "b" : "c";
            int success = random.nextDouble() < 0.3 ? 1 : 0;
            VariantCounts one =
                    VariantCounts.scored(1, 1).plus(VariantCounts.outcome("entity-" + random.nextInt(), 1, success));
            variants.merge(name, one, VariantCounts::plus);
        }
        return ExperimentCounts.outcomes(variants);
    }

    /** Cards, hosts, customers: some are wrong again and again, and all their events are in one variant. */
    private static final class Entities {
        private final Random random;
        private final double[] rates = new double[300];
        private final boolean[] sides = new boolean[300];

        Entities(long seed) {
            random = new Random(seed);
            for (int entity = 0; entity < rates.length; entity++) {
                sides[entity] = random.nextBoolean();
                rates[entity] = random.nextDouble() < 0.1 ? 0.5 : 0.01;
            }
        }

        ExperimentCounts events(int events) {
            Map<String, VariantCounts> variants = new LinkedHashMap<>();
            for (int event = 0; event < events; event++) {
                int entity = (int) Math.pow(rates.length, random.nextDouble()) - 1;
                int wrong = random.nextDouble() < rates[entity] ? 1 : 0;
                VariantCounts one =
                        VariantCounts.scored(0, 1).plus(VariantCounts.outcome("entity-" + entity, 1, 1 - wrong));
                variants.merge(sides[entity] ? "a" : "b", one, VariantCounts::plus);
            }
            return ExperimentCounts.outcomes(variants);
        }
    }

    /** A/A over entities with many events each: as many looks as anybody likes, and what a binomial variance would have said. */
    @Test
    void decisions_keepTheirErrorRate_whereEventsOfAnEntityResembleEachOther() {
        int wrong = 0;
        int binomial = 0;
        for (int run = 0; run < 300; run++) {
            Entities entities = new Entities(run);
            ExperimentCounts counts = counts(50, VariantCounts.NONE, VariantCounts.NONE);
            boolean decided = false;
            boolean naive = false;
            for (int look = 0; look < 60; look++) {
                counts = new ExperimentAnalysis(counts.plus(entities.events(100))).looked();
                String decision = report(counts).variants().get(1).decision();
                decided |= decision.equals("better") || decision.equals("worse");
                VariantCounts a = counts.of("a");
                VariantCounts b = counts.of("b");
                TwoProportions shares = new TwoProportions(a.successes(), a.outcomes(), b.successes(), b.outcomes());
                naive |= SequentialDifference.USUAL.p(shares) < ExperimentAnalysis.ALPHA;
            }
            wrong += decided ? 1 : 0;
            binomial += naive ? 1 : 0;
        }
        System.out.println(
                "A/A over entities, wrong decisions of 300: " + wrong + ", with a binomial variance " + binomial);
        assertThat(wrong).as("wrong decisions of 300").isLessThanOrEqualTo(15);
        assertThat(binomial).as("without groups of entities").isGreaterThan(60);
    }
}
