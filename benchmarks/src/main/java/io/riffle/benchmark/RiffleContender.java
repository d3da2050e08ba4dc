package io.riffle.benchmark;

import io.riffle.app.Main;
import io.riffle.benchmark.workload.FeatureLayout;
import io.riffle.benchmark.workload.MlpModel;
import io.riffle.benchmark.workload.RunSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Riffle as a user runs it: {@code riffle run --config FILE}, with validation, duplicate check, dead letters, metrics
 * and an alert rule on. Windows are declared in whole minutes, because the other contenders count so.
 */
record RiffleContender(boolean nearCache) implements Contender {
    @Override
    public List<String> command(RunSettings settings, Path settingsFile) throws IOException {
        return List.of(Main.class.getName(), "run", "--config", write(settings).toString());
    }

    /** Writes pipeline and model folder into the run's directory; answers the pipeline's file. */
    Path write(RunSettings settings) throws IOException {
        Path directory = Path.of(settings.directory());
        RiffleModelFolder.write(directory.resolve("models"), Path.of(settings.model()));
        return Files.writeString(directory.resolve("pipeline.yaml"), yaml(settings));
    }

    @Override
    public List<String> topics(RunSettings settings) {
        return List.of(settings.predictionsTopic(), alerts(settings), deadLetters(settings));
    }

    /** The feature that holds one aggregate of one window. */
    static String feature(int minutes, String aggregate) {
        return "amount_" + minutes + "m_" + aggregate;
    }

    private static String alerts(RunSettings settings) {
        return settings.application() + ".alerts";
    }

    private static String deadLetters(RunSettings settings) {
        return settings.application() + ".dlq";
    }

    private String yaml(RunSettings settings) {
        return """
                pipeline: %s
                kafka:
                  bootstrap-servers: %s
                  stream-threads: %d
                  state-directory: state
                topics:
                  events: %s
                  predictions: %s
                  alerts: %s
                  dead-letters: %s
                event:
                  id: event_id
                  entity: card_id
                  time: {field: event_time, unit: ms}
                  partitioned-by-entity: true
                  fields:
                    amount:        {type: number, required: true, min: 0, max: 1000000}
                    distance_km:   {type: number, required: true, min: 0}
                    merchant_risk: {type: number, required: true, min: 0, max: 1}
                    device_risk:   {type: number, required: true, min: 0, max: 1}
                    items:         {type: integer, required: true, min: 1}
                    velocity:      {type: number, required: true, min: 0}
                    category:      {type: category, required: true, values: [%s]}
                    merchant:      {type: text, max-length: 100}
                    terminal:      {type: text, max-length: 100}
                profile:
                  redis: %s
                  key: profile:{entity}
                  deadline: 500ms
                  near-cache: {max-entities: %d, ttl: 10s}
                  fields:
                %s
                history:
                  windows:
                %s
                models: {directory: models, version: "%s", follow-deployments: false}
                alerts:
                  likely-fraud: {when: score >= 0.9999, severity: high}
                http: {host: 127.0.0.1, port: 0}
                """.formatted(
                        settings.application(),
                        settings.bootstrapServers(),
                        settings.streamThreads(),
                        settings.eventsTopic(),
                        settings.predictionsTopic(),
                        alerts(settings),
                        deadLetters(settings),
                        String.join(", ", FeatureLayout.CATEGORIES),
                        settings.redisUri(),
                        nearCache ? 100_000 : 0,
                        profileFields(),
                        windows(),
                        MlpModel.VERSION);
    }

    private static String profileFields() {
        return FeatureLayout.PROFILE_FIELDS.stream()
                .map(field -> "    " + field + ": {type: number, default: 0}")
                .collect(Collectors.joining("\n"));
    }

    private static String windows() {
        String aggregates = String.join(", ", FeatureLayout.AGGREGATES);
        return FeatureLayout.WINDOW_MINUTES.stream()
                .map(minutes -> "    amount_%dm: {of: amount, over: %dm, every: 1m, aggregates: [%s]}"
                        .formatted(minutes, minutes, aggregates))
                .collect(Collectors.joining("\n"));
    }
}
