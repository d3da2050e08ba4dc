package io.riffle.app.features;

import io.riffle.enrichment.ProfileUnavailableException;
import io.riffle.enrichment.ProfileUpdate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One file from a line to its end. Loading it twice, or in parts, or in another order, leaves the same values. */
public final class FeatureLoad {
    private static final int BATCH = 1_000;

    /** Where values go. */
    public interface Sink {
        /** Sets values that are not older than the stored ones; tells how many it set. */
        long write(List<ProfileUpdate> updates) throws ProfileUnavailableException;
    }

    /**
     * What a run did.
     *
     * @param rows that were good
     * @param refused rows that were bad
     * @param values that were set
     * @param older values that were not, for a newer one is stored
     */
    public record Result(long rows, long refused, long values, long older) {}

    private final RowRule rule;
    private final Sink sink;
    private final Consumer<String> refusals;
    private final List<ProfileUpdate> batch = new ArrayList<>(BATCH);
    private long reached;
    private long rows;
    private long refused;
    private long given;
    private long set;

    /** @param refusals told of each bad row, with the number of its line */
    public FeatureLoad(RowRule rule, Sink sink, Consumer<String> refusals) {
        this.rule = rule;
        this.sink = sink;
        this.refusals = refusals;
    }

    /** Lines before this one are in the store; a run that failed can go on here. */
    public long reached() {
        return reached;
    }

    /** Loads all lines from this one on, counted from 1. */
    public Result run(FeatureFile file, long from) throws IOException, ProfileUnavailableException {
        reached = from;
        for (FeatureFile.@Nullable Line line = file.next(); line != null; line = file.next()) {
            if (line.number() < from) {
                continue;
            }
            take(file.format(), line);
            if (batch.size() == BATCH) {
                flush();
                reached = line.number() + 1;
            }
        }
        flush();
        return new Result(rows, refused, set, given - set);
    }

    private void take(LineFormat format, FeatureFile.Line line) {
        try {
            ProfileUpdate update = rule.update(format.cells(line.text()));
            batch.add(update);
            rows++;
            given += update.values().size();
        } catch (BadRowException bad) {
            refused++;
            refusals.accept("line " + line.number() + ": " + bad.getMessage());
        }
    }

    private void flush() throws ProfileUnavailableException {
        if (!batch.isEmpty()) {
            set += sink.write(batch);
            batch.clear();
        }
    }
}
