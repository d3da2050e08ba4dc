package io.riffle.app.run;

import io.riffle.app.http.Health;
import io.riffle.app.http.HealthCheck;
import io.riffle.app.http.HealthSource;
import io.riffle.app.verdict.Finding;
import io.riffle.app.verdict.Verdict;
import io.riffle.app.verdict.Verdicts;
import io.riffle.model.deployment.Deployment;
import io.riffle.schema.Severity;
import io.riffle.scoring.ActiveModels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;

/** Health from the state of Kafka Streams, the model, the profile store, the events topic and its transactions. */
final class AppHealth implements HealthSource {
    private static final Duration PROBE = Duration.ofMillis(200);

    private final KafkaStreams streams;
    private final AppAdapters adapters;
    private final EventsTopicWatch events;
    private final TransactionWatch transactions;
    private final BrokerContact broker;
    private final Verdicts verdicts;

    AppHealth(
            KafkaStreams streams,
            AppAdapters adapters,
            EventsTopicWatch events,
            TransactionWatch transactions,
            BrokerContact broker,
            Verdicts verdicts) {
        this.streams = streams;
        this.adapters = adapters;
        this.events = events;
        this.transactions = transactions;
        this.broker = broker;
        this.verdicts = verdicts;
    }

    @Override
    public Health live() {
        State state = streams.state();
        boolean works = state != State.ERROR && state != State.PENDING_ERROR && state != State.NOT_RUNNING;
        return new Health(List.of(stream(works)));
    }

    /** The topics are checked before a start; when one is deleted later, Kafka Streams ends in ERROR. */
    @Override
    public Health ready() {
        List<HealthCheck> checks = new ArrayList<>();
        checks.add(stream(streams.state() == State.RUNNING));
        checks.add(broker());
        checks.add(model());
        checks.add(beside("events", "read", events.problems()));
        checks.add(beside("transactions", "ended", transactions.problems()));
        adapters.profiles().ifPresent(profiles -> {
            profiles.probe(PROBE);
            Map<String, Object> data = profiles.available()
                    ? Map.of("status", "available")
                    : Map.of("status", "degraded", "cause", profiles.lastFailure());
            checks.add(new HealthCheck("profiles", true, data));
        });
        checks.add(verdict());
        return new Health(checks);
    }

    /** Without it nothing is answered, whatever state the stream is in. */
    private HealthCheck broker() {
        OptionalLong since = broker.silentSince();
        Map<String, Object> data = since.isEmpty()
                ? Map.of("status", "answers")
                : Map.of(
                        "status",
                        "silent",
                        "since",
                        Instant.ofEpochMilli(since.getAsLong()).toString());
        return new HealthCheck("broker", since.isEmpty(), data);
    }

    /** What the built-in rules found: nothing that an instance is taken away for. */
    private HealthCheck verdict() {
        Verdict latest = verdicts.latest();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("status", latest.severity().compareTo(Severity.MEDIUM) < 0 ? "well" : "degraded");
        latest.worst().ifPresent(worst -> {
            data.put("severity", worst.severity().label());
            data.put("cause", worst.what());
            data.put("since", Instant.ofEpochMilli(worst.sinceMillis()).toString());
            data.put("rules", latest.findings().stream().map(Finding::rule).toList());
        });
        return new HealthCheck("verdict", true, data);
    }

    /** An instance that is taken away mends nothing of what lies in the broker. */
    private static HealthCheck beside(String name, String fine, List<String> problems) {
        Map<String, Object> data = problems.isEmpty()
                ? Map.of("status", fine)
                : Map.of("status", "degraded", "cause", String.join("; ", problems));
        return new HealthCheck(name, true, data);
    }

    /** A refused deployment does not make an instance unready: it answers with what it had. */
    private HealthCheck model() {
        Map<String, Object> data = new LinkedHashMap<>();
        try (ActiveModels models = adapters.deployments().acquire()) {
            Deployment deployment = models.deployment();
            data.put("name", models.lanes().get(0).scorer().model());
            data.put("version", deployment.champion());
            data.put("revision", deployment.revision());
            data.put("deployment", deployment.summary());
        }
        adapters.deployments().refusal().ifPresent(refusal -> {
            data.put("refused_revision", refusal.revision());
            data.put("refused", refusal.reason());
        });
        return new HealthCheck("model", true, data);
    }

    @Override
    public Health started() {
        return new Health(List.of(stream(streams.state() != State.CREATED)));
    }

    private HealthCheck stream(boolean up) {
        return new HealthCheck("stream", up, Map.of("state", streams.state().name()));
    }
}
