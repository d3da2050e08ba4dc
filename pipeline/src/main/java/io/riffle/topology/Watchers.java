package io.riffle.topology;

import io.riffle.config.Pipeline;
import io.riffle.frame.RecordDates;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.streams.Topology;

/**
 * What a pipeline has beyond answering, in the order in which frames pass.
 *
 * @param tracking what signals of all watchers become
 */
record Watchers(List<Watcher> parts, WindowMerge merge, AlertTracking tracking) {
    Watchers {
        parts = List.copyOf(parts);
    }

    /** Those that the pipeline declares. */
    static Watchers of(Pipeline pipeline, Adapters adapters) {
        List<Watcher> parts = Stream.of(
                        pipeline.quality().map(config -> new QualityWatcher(pipeline, config, adapters)),
                        pipeline.drift().map(config -> new DriftWatcher(pipeline, config, adapters)),
                        pipeline.outcomes().map(config -> new OutcomeWatcher(pipeline, config, adapters)))
                .<Watcher>flatMap(Optional::stream)
                .toList();
        RecordTimes times = new RecordTimes(new RecordDates(adapters.wallClock()));
        return new Watchers(parts, new WindowMerge(pipeline, times), new AlertTracking(pipeline, adapters));
    }

    /** The sources, to be there before {@link #stages} are wired. */
    void addSources(Topology topology) {
        parts.forEach(part -> part.addSources(topology));
    }

    List<StageNode> stages() {
        return parts.stream().flatMap(part -> part.stages().stream()).toList();
    }

    /** Everything behind the stages. */
    void addOutputs(Topology topology) {
        List<WindowMerge.Counting> countings =
                parts.stream().flatMap(part -> part.counting().stream()).toList();
        merge.addTo(topology, countings);
        parts.forEach(part -> part.addOutputs(topology));
        tracking.addTo(topology, !countings.isEmpty());
    }

    /** The node that dead letters of stages go to: the sink, unless a watcher takes them before. */
    String letters() {
        return stages().stream()
                .filter(StageNode::takesLetters)
                .map(StageNode::name)
                .findFirst()
                .orElse(NodeNames.DEAD_LETTERS);
    }

    Optional<Watcher.RefusedEvents> refusedEvents() {
        return parts.stream().flatMap(part -> part.refusedEvents().stream()).findFirst();
    }
}
