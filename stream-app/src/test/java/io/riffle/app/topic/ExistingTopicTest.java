package io.riffle.app.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.riffle.config.ConfigLoader;
import io.riffle.config.Pipeline;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExistingTopicTest {
    private static final String BYTES = "max.message.bytes";
    private static final String RETENTION = "retention.ms";
    private final List<TopicSpec> specs = PipelineTopics.of(pipeline());
    private final TopicSpec deadLetters = specs.get(3);

    private static Pipeline pipeline() {
        Path file = Path.of("../pipeline/src/test/resources/config/full.yaml");
        return new ConfigLoader(Map.of(), Map.of()).load(file).value();
    }

    @Test
    void specs_areTheTopicsOfThePipeline() {
        assertThat(specs)
                .extracting(TopicSpec::name)
                .containsExactly(
                        "payments.v1",
                        "scores.v1",
                        "warnings.v1",
                        "rest.v1",
                        "drift.v1",
                        "clean.v1",
                        "counts.v1",
                        "truth.v1",
                        "known.v1",
                        "parts.v1",
                        "measured.v1",
                        "arms.v1",
                        "seen.v1",
                        "again.v1");
        assertThat(specs).extracting(TopicSpec::replication).containsOnly(3);
        assertThat(specs)
                .filteredOn(spec -> spec.partitions() != 12)
                .extracting(TopicSpec::name, TopicSpec::partitions)
                .containsExactly(
                        tuple("drift.v1", 1),
                        tuple("clean.v1", 1),
                        tuple("counts.v1", 1),
                        tuple("arms.v1", 1),
                        tuple("seen.v1", 1),
                        tuple("again.v1", 1));
    }

    /** An event may be 2 MB here; its dead letter has headers on top, and must fit. */
    @Test
    void deadLetters_areKeptLongerAndMayBeLargerThanEvents() {
        assertThat(specs.get(0).settings()).containsExactly(Map.entry(BYTES, Integer.toString((2 << 20) + 65_536)));
        assertThat(deadLetters.settings())
                .containsEntry(RETENTION, "2592000000")
                .containsEntry(BYTES, Integer.toString((2 << 20) + 65_536));
    }

    @Test
    void topic_hasNoDifferences_whenItIsAsDeclared() {
        ExistingTopic same = new ExistingTopic(12, 3, deadLetters.settings());
        assertThat(same.differences(deadLetters)).isEmpty();
        assertThat(same.isWeakerThan(deadLetters)).isFalse();
    }

    @Test
    void topic_isNotWeaker_whenItOffersMore() {
        ExistingTopic more = new ExistingTopic(24, 3, Map.of(BYTES, "9000000", RETENTION, "-1"));
        assertThat(more.isWeakerThan(deadLetters)).isFalse();
        assertThat(more.differences(deadLetters))
                .containsExactly(
                        "partitions 24, declared 12",
                        "max.message.bytes 9000000, declared 2162688",
                        "retention.ms -1, declared 2592000000");
    }

    @Test
    void topic_isWeaker_whenItOffersLess() {
        assertThat(new ExistingTopic(4, 3, deadLetters.settings()).isWeakerThan(deadLetters))
                .isTrue();
        assertThat(new ExistingTopic(12, 1, deadLetters.settings()).isWeakerThan(deadLetters))
                .isTrue();
        assertThat(new ExistingTopic(12, 3, Map.of(BYTES, "100")).isWeakerThan(deadLetters))
                .isTrue();
    }

    /** Where old records are deleted by age, a deployment would be forgotten. */
    @Test
    void topic_isWeaker_whenItDeletesWhatMustStay() {
        TopicSpec compacted = new TopicSpec("control", "control.v1", 1, 1, Map.of("cleanup.policy", "compact"));
        ExistingTopic deleting = new ExistingTopic(1, 1, Map.of("cleanup.policy", "delete"));
        assertThat(deleting.isWeakerThan(compacted)).isTrue();
        assertThat(deleting.differences(compacted)).containsExactly("cleanup.policy delete, declared compact");
        assertThat(new ExistingTopic(1, 1, compacted.settings()).isWeakerThan(compacted))
                .isFalse();
    }
}
