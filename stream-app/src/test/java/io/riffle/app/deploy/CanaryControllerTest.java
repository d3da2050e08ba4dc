package io.riffle.app.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.config.ConfigLoader;
import io.riffle.config.Pipeline;
import io.riffle.config.SideTopic;
import io.riffle.metrics.RecordedModelMetrics;
import io.riffle.model.canary.CanaryEvidence;
import io.riffle.model.deployment.Canary;
import io.riffle.model.deployment.CanaryPlan;
import io.riffle.model.deployment.Change;
import io.riffle.model.deployment.Deployment;
import io.riffle.model.deployment.DeploymentJson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** What was decided about a canary is written in the end, though the broker was away when it was. */
class CanaryControllerTest {
    private static final String ME = "this-instance";
    private static final long REVISION = 7;
    private static final Pipeline PIPELINE = new ConfigLoader(Map.of(), Map.of())
            .load(Path.of("../config/quickstart.yaml"))
            .value();
    private static final Deployment WATCHED = Deployment.initial("1")
            .withCanary(new Canary("2", 1, CanaryPlan.DEFAULT), new Change("somebody", 0, ""))
            .at(REVISION);

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private int seen;
    private final CanaryController canary = new CanaryController(
            PIPELINE.name(), ME, new ControlWriter(PIPELINE, producer), new RecordedModelMetrics(), Optional.empty());

    @Test
    void stop_isWrittenAgain_whereItDidNotReachTheTopic() {
        stop();
        assertThat(wanted()).containsExactly("1");
        answer(false);

        stop();
        assertThat(wanted()).containsExactly("1");
        answer(true);

        stop();
        assertThat(wanted()).isEmpty();
    }

    @Test
    void verdict_isWrittenAgain_whereItDidNotReachTheTopic() {
        saw(ME, 1_000);
        assertThat(wanted()).containsExactly("1");
        answer(false);

        saw(ME, 1_001);
        assertThat(wanted()).containsExactly("1");
        answer(true);

        saw(ME, 1_002);
        assertThat(wanted()).isEmpty();
    }

    /** One writes, so that not all do; should it end before that, the next look decides, at twice the events. */
    @Test
    void verdict_isWrittenAtTheNextLook_whereTheInstanceThatReachedItIsGone() {
        saw("another", 1_000);
        saw(ME, 900);
        assertThat(wanted()).isEmpty();
        saw(ME, 1_000);
        assertThat(wanted()).containsExactly("1");
    }

    private void stop() {
        canary.stop("2", "an alert asks for it", WATCHED, REVISION + 1);
    }

    /** Evidence against the canary: none of its rows was scored. */
    private void saw(String instance, int rows) {
        CanaryEvidence evidence = new CanaryEvidence();
        evidence.frame(rows, rows, 0, 1_000, 1_000);
        canary.saw(
                new ConsumerRecord<>(
                        "control",
                        0,
                        0,
                        (PIPELINE.name() + ":canary:" + instance).getBytes(StandardCharsets.UTF_8),
                        DeploymentJson.bytes(new EvidenceRecord(REVISION, instance, evidence.counts()))),
                WATCHED,
                REVISION + 1);
    }

    /** The champions of the deployments that were asked for since the last look. */
    private List<String> wanted() {
        List<String> wanted = producer.history().stream()
                .filter(record -> record.topic().equals(PIPELINE.topics().of(SideTopic.CONTROL)))
                .map(record -> DeploymentJson.deployment(record.value()))
                .filter(deployment -> deployment.canary() == null)
                .map(Deployment::champion)
                .toList();
        int before = seen;
        seen = wanted.size();
        return wanted.subList(before, wanted.size());
    }

    private void answer(boolean written) {
        boolean more = true;
        while (more) {
            more = written ? producer.completeNext() : producer.errorNext(new TimeoutException("the broker is away"));
        }
    }
}
