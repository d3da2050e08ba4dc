package io.riffle.topology;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.streams.Topology;

/**
 * What one watcher adds to a pipeline's topology. A part says everything about its watcher; {@link Watchers} is the list of
 * all, and asks for each kind of thing at its time.
 */
interface Watcher {
    /** Adds the sources that forward to its stages. */
    default void addSources(Topology topology) {}

    /** Its nodes in the chain behind the score, each of which passes every frame on. */
    List<StageNode> stages();

    /** What it counts in windows, if it does. */
    default Optional<WindowMerge.Counting> counting() {
        return Optional.empty();
    }

    /** Adds its stores and sinks, and what is behind its topics. Stages, and the sink of window counts, are there already. */
    default void addOutputs(Topology topology) {}

    /** What it wants to see of events that are refused before they are partitioned by entity. */
    default Optional<RefusedEvents> refusedEvents() {
        return Optional.empty();
    }

    /**
     * A node through which dead letters pass that are written before events are partitioned by entity.
     *
     * @param addTo adds it behind {@link NodeNames#CHECK_EVENTS}
     */
    record RefusedEvents(String node, Consumer<Topology> addTo) {}
}
