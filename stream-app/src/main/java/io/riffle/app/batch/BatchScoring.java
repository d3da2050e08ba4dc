package io.riffle.app.batch;

import io.riffle.config.Pipeline;
import io.riffle.decode.envelope.RecordArrays;
import io.riffle.frame.FrameRow;
import io.riffle.topology.ScoringTopology;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Scores the lines of a file with the stages of the stream, in parallel and in order. The entities are split into a
 * fixed number of shards, so that the answers do not depend on how many threads there are.
 */
public final class BatchScoring implements AutoCloseable {
    private static final int SHARDS = 16;

    private final List<Shard> shards = new ArrayList<>();
    private final String source;
    private final RecordArrays arrays;
    private final EntityShard sharding;
    private final ExecutorService threads;
    private final int blockLines;
    private long events;

    /** @param source the file's name, which predictions carry as their topic */
    public BatchScoring(Pipeline pipeline, ScoringTopology topology, String source, int parallel) {
        this.source = source;
        int frameRows = pipeline.batch().maxSize();
        for (int shard = 0; shard < SHARDS; shard++) {
            shards.add(new Shard(topology, frameRows));
        }
        arrays = new RecordArrays(pipeline.event());
        sharding = new EntityShard(pipeline.event(), SHARDS);
        blockLines = SHARDS * frameRows;
        threads = Executors.newFixedThreadPool(parallel);
    }

    /** How many lines are best given at once. */
    public int blockLines() {
        return blockLines;
    }

    /**
     * Everything that comes of these lines, in their order.
     *
     * @param answered whether an earlier run has answered already: then only state changes and nothing is returned
     */
    public List<OutputLine> score(List<InputLine> lines, boolean answered) throws IOException, InterruptedException {
        lines.forEach(this::add);
        List<Future<List<OutputLine>>> running = new ArrayList<>();
        shards.forEach(shard -> running.add(threads.submit(() -> shard.run(answered))));
        List<OutputLine> outputs = new ArrayList<>();
        for (Future<List<OutputLine>> each : running) {
            outputs.addAll(result(each));
        }
        outputs.sort(Comparator.comparingLong(OutputLine::line).thenComparingInt(OutputLine::element));
        return outputs;
    }

    /** How many events the lines so far held; a line without one counts as one. */
    long events() {
        return events;
    }

    /** The events of one line may belong to different entities. */
    private void add(InputLine line) {
        for (FrameRow event : arrays.of(line.row(source))) {
            shards.get(sharding.of(event)).add(event);
            events++;
        }
    }

    private static List<OutputLine> result(Future<List<OutputLine>> running) throws IOException, InterruptedException {
        try {
            return running.get();
        } catch (ExecutionException failed) {
            throw new IOException("scoring must not fail: " + failed.getCause(), failed.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        shards.forEach(Shard::close);
    }
}
