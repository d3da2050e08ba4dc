package io.riffle.app.cli;

import io.riffle.app.deploy.ModelVersions;
import io.riffle.app.deploy.OutcomeNotes;
import io.riffle.app.process.ExitCode;
import io.riffle.app.process.UserProblem;
import io.riffle.app.run.ProfileStore;
import io.riffle.app.topic.BrokerClient;
import io.riffle.app.topic.ClusterNeeds;
import io.riffle.app.topic.EventsTopicPast;
import io.riffle.app.topic.InternalTopics;
import io.riffle.app.topic.PipelineTopics;
import io.riffle.app.topic.RunRights;
import io.riffle.app.topic.TopicAdministration;
import io.riffle.app.topic.TopicSpec;
import io.riffle.config.Pipeline;
import io.riffle.enrichment.redis.RedisProfileSource;
import io.riffle.metrics.FeatureMetrics;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.deployment.Deployment;
import io.riffle.model.folder.ReferenceCheck;
import io.riffle.model.folder.ReferenceProfile;
import io.riffle.scoring.Scorer;
import io.riffle.topology.ScoringTopology;
import io.riffle.topology.StreamsSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;

/** Everything that a start needs, asked one by one, so that one run tells all that is wrong. */
final class DryRun {
    private static final Duration REDIS_TIMEOUT = Duration.ofSeconds(3);

    private final Pipeline pipeline;

    DryRun(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    private record Finding(String check, boolean ok, String detail) {}

    /** One thing to look at. */
    private interface Check {
        String run() throws UserProblem, InterruptedException;
    }

    /** Prints a line for each check and gives the exit code. */
    int print(OutputOptions output) throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        findings.add(find("configuration", this::configuration));
        findings.add(find("model", this::model));
        findings.add(find("topology", this::topology));
        addKafka(findings);
        if (pipeline.profile().isPresent()) {
            findings.add(find("redis", this::redis));
        }
        boolean ok = findings.stream().allMatch(Finding::ok);
        if (output.json()) {
            output.printJson(json(ok, findings));
        } else {
            List<List<String>> rows = new ArrayList<>(List.of(List.of("CHECK", "RESULT", "FOUND")));
            findings.forEach(
                    finding -> rows.add(List.of(finding.check(), finding.ok() ? "ok" : "failed", finding.detail())));
            output.printTable(rows);
        }
        return (ok ? ExitCode.OK : ExitCode.FAILED).value();
    }

    private static Finding find(String name, Check check) throws InterruptedException {
        try {
            return new Finding(name, true, check.run());
        } catch (UserProblem failed) {
            return new Finding(name, false, String.valueOf(failed.getMessage()));
        }
    }

    private String configuration() throws UserProblem {
        try {
            new StreamsSettings(pipeline).check();
        } catch (org.apache.kafka.common.config.ConfigException refused) {
            throw new UserProblem("kafka.properties must be what Kafka accepts: " + refused.getMessage(), refused);
        }
        return "pipeline " + pipeline.name() + ", " + pipeline.schema().size() + " features";
    }

    private String model() throws UserProblem {
        try (ModelVersions versions = new ModelVersions(pipeline);
                Scorer scorer = versions.load(versions.usual(), "", false)) {
            Optional<ReferenceProfile> reference =
                    versions.registry().open(scorer.version()).manifest().reference();
            String problems = reference
                    .map(found -> String.join("; ", ReferenceCheck.problems(found, Instant.now())))
                    .orElse("");
            List<String> outcomes =
                    new OutcomeNotes(pipeline, versions.registry()).of(Deployment.initial(scorer.version()));
            return scorer.model() + " version " + scorer.version() + ", golden rows reproduced"
                    + (problems.isEmpty() ? "" : "; its reference: " + problems)
                    + (outcomes.isEmpty() ? "" : "; " + String.join("; ", outcomes));
        } catch (ModelRefusedException refusal) {
            throw new UserProblem(String.valueOf(refusal.getMessage()), refusal);
        }
    }

    private String topology() throws UserProblem {
        return TopologyView.of(pipeline).nodes().size() + " nodes, frames from "
                + String.join(", ", ScoringTopology.framedTopics(pipeline));
    }

    /** Where nobody answers, one line says it. */
    private void addKafka(List<Finding> findings) throws InterruptedException {
        try (BrokerClient broker = BrokerClient.of(pipeline)) {
            ClusterNeeds cluster = new ClusterNeeds(pipeline, broker);
            Finding brokers = find("brokers", cluster::brokers);
            findings.add(brokers);
            if (brokers.ok()) {
                findings.add(find("topics", () -> topics(broker)));
                findings.add(find("rights", () -> rights(broker, cluster)));
            }
        } catch (KafkaException unusable) {
            findings.add(new Finding("brokers", false, "Kafka's settings must be usable: " + unusable.getMessage()));
        }
    }

    private String topics(BrokerClient broker) throws UserProblem, InterruptedException {
        List<String> found = new ArrayList<>();
        TopicAdministration topics = new TopicAdministration(broker);
        topics.require(pipeline);
        topics.requirePartitionsAsBefore(
                pipeline, new InternalTopics(pipeline, TopologyView.of(pipeline).description()).besideEvents());
        for (TopicSpec topic : PipelineTopics.of(pipeline)) {
            topics.find(topic.name()).ifPresent(is -> found.add(topic.name() + " (" + is.partitions() + ")"));
        }
        found.addAll(topics.warnings(pipeline));
        found.addAll(new EventsTopicPast(pipeline, broker).problems());
        return String.join(", ", found);
    }

    private String rights(BrokerClient broker, ClusterNeeds cluster) throws UserProblem, InterruptedException {
        cluster.require();
        RunRights.require(pipeline, TopologyView.of(pipeline).description(), broker);
        return "all that a run needs";
    }

    private String redis() throws UserProblem, InterruptedException {
        try (RedisProfileSource source = ProfileStore.open(pipeline.profile().orElseThrow(), FeatureMetrics.NONE)) {
            String url = pipeline.profile().orElseThrow().redis().toString();
            if (!source.awaitConnected(REDIS_TIMEOUT)) {
                throw new UserProblem("Redis must answer at " + url + " within " + REDIS_TIMEOUT.toSeconds()
                        + " s: it did not (the pipeline would start and mark its predictions degraded)");
            }
            Optional<String> unseen = pipeline.readProfile().isPresent()
                    ? ProfileStore.checkLayout(source, REDIS_TIMEOUT)
                    : Optional.empty();
            return "connected to " + url + unseen.map(reason -> "; " + reason).orElse("");
        }
    }

    private static Map<String, Object> json(boolean ok, List<Finding> findings) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("ok", ok);
        findings.forEach(finding -> report.put(finding.check(), Map.of("ok", finding.ok(), "found", finding.detail())));
        return report;
    }
}
