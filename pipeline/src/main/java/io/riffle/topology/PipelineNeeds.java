package io.riffle.topology;

import io.riffle.config.Pipeline;

/** Which parts of a topology a pipeline asks for. */
final class PipelineNeeds {
    private PipelineNeeds() {}

    static boolean deduplicates(Pipeline pipeline) {
        return !pipeline.event().duplicates().horizon().isZero();
    }

    static boolean remembers(Pipeline pipeline) {
        return !pipeline.history().windows().isEmpty();
    }

    static boolean deploys(Pipeline pipeline) {
        return pipeline.models().followDeployments();
    }

    /** State about an entity or an event id is right only if all events of the entity arrive. */
    static boolean repartitions(Pipeline pipeline) {
        boolean needsEntity = remembers(pipeline)
                || deduplicates(pipeline)
                || pipeline.outcomes().isPresent();
        return !pipeline.event().partitionedByEntity() && needsEntity;
    }
}
