package io.riffle.app.inference;

import io.riffle.app.http.RequestException;
import io.riffle.app.inference.EventQuestion.AskedEvent;
import io.riffle.config.Pipeline;
import io.riffle.decode.EventField;
import io.riffle.decode.envelope.EventBytes;
import io.riffle.decode.envelope.RecordArrays;
import io.riffle.metrics.ServingMetrics;
import io.riffle.topology.ScoringTopology;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Raw events in, predictions out: validated, enriched and scored by the stages of the stream, each event as if it were
 * the next one of its entity. Nothing is written: no history, no topic, no counter of the stream. Thread-safe.
 */
public final class Predictions implements AutoCloseable {
    private static final String KIND = "predict";

    private final Pipeline pipeline;
    private final EventField entity;
    private final EventBytes inner;
    private final RecordArrays arrays;
    private final EntityHistories histories;
    private final Measured measured;
    private final Batching<EventQuestion, List<EventAnswer>> batching;
    private final long deadlineNanos;

    /** @param topology whose stages score; with counters that nobody reads */
    public Predictions(Pipeline pipeline, ScoringTopology topology, EntityHistories histories, ServingMetrics metrics) {
        this.pipeline = pipeline;
        this.histories = histories;
        entity = new EventField(pipeline.event().entity());
        inner = new EventBytes(pipeline.event());
        arrays = new RecordArrays(pipeline.event());
        measured = new Measured(KIND, metrics);
        int rows = pipeline.batch().maxSize();
        EventWorker worker = new EventWorker(topology, rows, System::currentTimeMillis);
        batching = new Batching<>(KIND, pipeline.http().inference(), rows, metrics, worker);
        deadlineNanos = pipeline.http().limits().deadline().toNanos();
    }

    /** A request is being read; to be followed by {@link #arrived}. */
    void announce() {
        batching.announce();
    }

    void arrived() {
        batching.arrived();
    }

    /**
     * An answer for each event, in their order.
     *
     * @param caller the {@code Authorization} header of the request, shown to the instances that keep the histories
     * @throws RequestException if nothing can be said about any of them
     */
    public List<EventAnswer> predict(List<byte[]> events, @Nullable String caller) {
        long until = System.nanoTime() + deadlineNanos;
        if (pipeline.event().value().isPresent()) {
            throw RequestException.bad("the pipeline's events must be JSON: they are images (event.value)");
        }
        if (pipeline.event().entity().place().valuePath().isEmpty()) {
            throw RequestException.bad("the pipeline's events must name their entity themselves: it is "
                    + pipeline.event().entity().text() + ", which a request does not have");
        }
        return measured.answer(() -> batching.ask(question(events, caller, until), events.size(), until));
    }

    private EventQuestion question(List<byte[]> events, @Nullable String caller, long until) {
        List<AskedEvent> asked = new ArrayList<>();
        Set<String> entities = new LinkedHashSet<>();
        for (byte[] event : events) {
            if (arrays.holdsMany(event)) {
                throw RequestException.bad("an event of a request must be one event: holds an array of several");
            }
            String name = entity.of(inner.of(event)).orElse("");
            asked.add(new AskedEvent(event, name));
            if (!name.isEmpty()) {
                entities.add(name);
            }
        }
        Map<String, byte[]> found = entities.isEmpty() ? Map.of() : histories.read(entities, caller, until);
        return new EventQuestion(asked, found);
    }

    @Override
    public void close() {
        batching.close();
    }
}
