package io.riffle.watch.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.feature.Feature;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureSource;
import io.riffle.feature.FeatureType;
import io.riffle.schema.DriftReport;
import io.riffle.schema.TopicSchema;
import io.riffle.stats.PopulationStability;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DriftStatisticsTest {
    private static final Set<String> NOT_STATISTICS =
            Set.of("feature", "kind", "severity", "probability", "effect", "effective_rows", "bins");
    private static final Set<String> OF_ALL =
            Set.of("psi", "jensen_shannon", "hellinger", "missing_share", "reference_missing_share", "effective_rows");

    private final DriftLayout learning = DriftLayout.learning(
            new FeatureSchema(List.of(
                    new Feature("amount", FeatureType.NUMBER, FeatureSource.EVENT),
                    new Feature("category", FeatureType.CATEGORY, FeatureSource.EVENT))),
            List.of("amount", "category"));

    /** Readers know a statistic by the schema, and it is written as a member that the schema must not have otherwise. */
    @Test
    void statistics_areThoseOfTheSchema() throws Exception {
        JsonNode members = new ObjectMapper()
                .readTree(TopicSchema.DRIFT_REPORT.json())
                .at("/properties/features/items/properties");
        List<String> declared = new ArrayList<>();
        members.fieldNames().forEachRemaining(declared::add);
        declared.removeAll(NOT_STATISTICS);
        assertThat(DriftStatistics.ALL).extracting(DriftStatistic::name).containsExactlyElementsOf(declared);
    }

    @Test
    void number_hasWhatIsDefinedForNumbers() {
        DriftReport.Feature amount =
                judged(counts(1, 2, 3, 4), counts(2, 3, 4, 11)).get(0);
        assertThat(amount.kind()).isEqualTo("number");
        assertThat(amount.statistic("mean")).isEqualTo(5, within(1e-9));
        assertThat(amount.statistic("smallest")).isEqualTo(2);
        assertThat(amount.statistic("largest")).isEqualTo(11);
        assertThat(amount.statistic("deviation")).isEqualTo(Math.sqrt(50 / 3.0), within(1e-9));
        assertThat(amount.statistic("wasserstein")).isPositive();
        assertThat(amount.statistic("ks")).isEqualTo(0.25, within(1e-9));
        assertThat(amount.statistic("unknown_share")).isNull();
        assertThat(amount.statistics()).hasSize(DriftStatistics.ALL.size() - 1);
    }

    @Test
    void category_hasWhatIsDefinedForCategories() {
        DriftCounts later = categories("b", "new", "newer", "b");
        later.addRows(4);
        DriftReport.Feature category = judged(categories("a", "a", "b"), later).get(1);
        assertThat(category.kind()).isEqualTo("category");
        assertThat(category.statistic("unknown_share")).isEqualTo(0.5);
        assertThat(category.statistic("missing_share")).isEqualTo(0.5);
        assertThat(category.statistic("psi"))
                .isEqualTo(PopulationStability.floored(new long[] {2, 1, 0}, new long[] {0, 2, 2}, 1e-4));
        Set<String> expected = new TreeSet<>(OF_ALL);
        expected.addAll(Set.of("unknown_share", "expected_unknown_share"));
        assertThat(category.statistics()).containsOnlyKeys(expected);
    }

    /** A window without a single value is a finding, not an error; nothing of its values can be told. */
    @Test
    void number_hasSharesAndNoMeasures_whenTheWindowHasNoValues() {
        DriftCounts later = learning.fresh();
        later.addRows(3);
        DriftReport.Feature amount = judged(counts(1, 2, 3), later).get(0);
        assertThat(amount.statistics()).containsOnlyKeys(OF_ALL);
        assertThat(amount.statistic("missing_share")).isEqualTo(1);
        assertThat(amount.statistic("psi")).isZero();
    }

    private List<DriftReport.Feature> judged(DriftCounts first, DriftCounts later) {
        LearnedBins learned = LearnedBins.of(learning, first, later);
        FeatureJudge judge = new FeatureJudge(0.01, 0.05);
        return learned.layout().features().stream()
                .map(feature -> judge.judge(feature, learned.counts(), FeatureVariation.unknown(feature))
                        .report())
                .toList();
    }

    private DriftCounts counts(double... values) {
        DriftCounts counts = learning.fresh();
        Arrays.stream(values).forEach(counts.unbinned().numbers().get(0)::add);
        counts.addRows(values.length);
        return counts;
    }

    private DriftCounts categories(String... values) {
        DriftCounts counts = learning.fresh();
        Arrays.stream(values)
                .forEach(value -> counts.unbinned().categories().get(0).add(value, 1));
        counts.addRows(values.length);
        return counts;
    }
}
