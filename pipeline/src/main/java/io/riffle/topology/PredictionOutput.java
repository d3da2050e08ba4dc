package io.riffle.topology;

import io.riffle.config.Pipeline;
import io.riffle.config.PredictionFormat;
import io.riffle.config.event.RegistryConfig;
import io.riffle.format.output.AvroPredictions;
import io.riffle.format.output.ConnectJson;
import io.riffle.format.output.FlatRecord;
import io.riffle.format.output.OutputFormat;
import io.riffle.format.registry.OwnSchemaId;
import io.riffle.format.registry.RegisteredSubject;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** What a pipeline writes its predictions in, and the schema that a registry must know for that. */
public final class PredictionOutput {
    private final Pipeline pipeline;
    private final IntSupplier schemaId;

    /** @param nanoClock for how long a prediction has waited for the registry */
    public PredictionOutput(Pipeline pipeline, LongSupplier nanoClock) {
        this.pipeline = pipeline;
        schemaId = subject()
                .<IntSupplier>map(subject -> new OwnSchemaId(registry(), subject, nanoClock))
                .orElse(() -> -1);
    }

    /** A format for one task. */
    OutputFormat format() {
        return switch (pipeline.predictions().format()) {
            case JSON -> OutputFormat.JSON;
            case CONNECT_JSON -> new ConnectJson(record());
            case AVRO -> new AvroPredictions(record(), schemaId);
        };
    }

    /** The schema of predictions under its subject; empty if they need none. */
    public Optional<RegisteredSubject> subject() {
        if (pipeline.predictions().format() != PredictionFormat.AVRO) {
            return Optional.empty();
        }
        return Optional.of(new RegisteredSubject(
                registry(), pipeline.topics().predictions() + "-value", AvroPredictions.schema(record())));
    }

    private FlatRecord record() {
        return new FlatRecord(pipeline.predictions().includeFeatures(), pipeline.schema());
    }

    private RegistryConfig registry() {
        return pipeline.event().format().registry().orElseThrow();
    }
}
