package io.riffle.watch.window;

import io.riffle.frame.RecordDates;
import io.riffle.watch.alert.AlertSignal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * Adds up the parts of each window. A window is judged when no part of it came for a moment and the partitions of the window
 * before have sent theirs, or have had time enough; a partition that is further behind has it judged again, with the next
 * revision. Nobody has to know how many partitions have rows.
 */
public final class MergeWindowsProcessor extends ContextualProcessor<byte[], byte[], Object, Object> {
    /** The store of the parts. */
    public static final String MERGED_WINDOWS = "merged-windows";

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final long SETTLED_MILLIS = 2_000;
    /** How long a window waits for a partition that had rows in the window before. */
    private static final long PATIENCE_MILLIS = 20_000;
    /** Windows that are kept beyond those that a verdict needs: a partition may be that far behind. */
    private static final int BEHIND = 48;

    private final Map<String, WindowKind<?>> kinds = new HashMap<>();
    private final String alerts;
    private final Map<WindowKey, Long> changedAt = new LinkedHashMap<>();
    private final Map<String, Silence> silences = new HashMap<>();
    private MergedWindowStore store;
    private FirstWindowStore firstWindows;
    private WindowMemoryStore memory;

    /** @param alerts the child that gets {@link AlertSignal}s */
    public MergeWindowsProcessor(List<WindowKind<?>> kinds, String alerts) {
        kinds.forEach(kind -> this.kinds.put(kind.name(), kind));
        this.alerts = alerts;
    }

    public static StoreBuilder<KeyValueStore<Bytes, byte[]>> store() {
        return Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(MERGED_WINDOWS), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(Map.of());
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        super.init(context);
        store = new MergedWindowStore(context.getStateStore(MERGED_WINDOWS));
        firstWindows = new FirstWindowStore(store);
        memory = new WindowMemoryStore(store);
        // A task that is revived after a rollback is initialised again, over a store without what was rolled back.
        changedAt.clear();
        silences.clear();
        // What was to be judged waits anew: after a restart, parts of other partitions may be on their way.
        long now = context.currentSystemTimeMs();
        store.forEach((key, merged) -> {
            heard(key, now);
            if (merged.changed()) {
                changedAt.put(key, now);
            }
        });
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::judgeSettled);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        WindowPart part = WindowPart.read(record.value());
        if (!WindowPart.isPiece(record.key())) {
            take(WindowKey.of(record.key()), part.source(), part.counts());
            return;
        }
        WindowKey key = WindowPart.windowOfPiece(record.key());
        store.collect(key, part.source(), part.counts()).ifPresent(counts -> take(key, part.source(), counts));
    }

    private void take(WindowKey key, int source, byte[] counts) {
        if (merged(key).has(source, counts)) {
            return;
        }
        store.put(key, source, counts, true);
        heard(key, context().currentSystemTimeMs());
        changedAt.merge(
                key,
                context().currentSystemTimeMs(),
                (first, last) -> liveMillis(key).isPresent() ? first : last);
    }

    private void heard(WindowKey key, long now) {
        silences.computeIfAbsent(key.kind(), kind -> new Silence(key, now)).heard(key, now);
    }

    /** Of kinds whose windows are judged while they change: waiting for silence could take for ever. */
    private OptionalLong liveMillis(WindowKey key) {
        WindowKind<?> kind = kinds.get(key.kind());
        return kind == null || kind.liveEvery().isZero()
                ? OptionalLong.empty()
                : OptionalLong.of(kind.liveEvery().toMillis());
    }

    private void judgeSettled(long now) {
        List<WindowKey> settled = new ArrayList<>();
        changedAt.forEach((key, at) -> {
            if (isDue(key, now - at)) {
                settled.add(key);
            }
        });
        settled.sort((a, b) -> Long.compare(a.start(), b.start()));
        Map<WindowKind<?>, WindowKey> newest = new HashMap<>();
        for (WindowKey key : settled) {
            changedAt.remove(key);
            WindowKind<?> kind = kinds.get(key.kind());
            // Judging another of these windows may have pruned this one.
            if (kind != null && !merged(key).parts().isEmpty()) {
                judge(kind, key, now);
                newest.put(kind, key);
            }
        }
        // Once for all of them: each pass walks over the whole store.
        newest.forEach((kind, key) -> prune(kind, key));
        silences.forEach((name, silence) -> silence.missing(now, PATIENCE_MILLIS)
                .ifPresent(missing -> tellSilence(kinds.get(name), silence.newest(), missing, now)));
    }

    /** @param kind null if it is not declared any more */
    private <C extends MergeableCounts<C>> void tellSilence(
            @Nullable WindowKind<C> kind, WindowKey newest, int missing, long now) {
        if (kind != null) {
            kind.silent(new SilentWindows<>(newest, missing, back -> before(kind, newest.before(back))))
                    .forEach(signal -> context().forward(new Record<>(null, signal, now), alerts));
        }
    }

    private static int kept(WindowKind<?> kind) {
        return Math.max(kind.earlier(), kind.kept()) + BEHIND;
    }

    private boolean isDue(WindowKey key, long waited) {
        OptionalLong live = liveMillis(key);
        if (live.isPresent()) {
            return waited >= live.getAsLong();
        }
        return waited >= PATIENCE_MILLIS || (waited >= SETTLED_MILLIS && isComplete(key));
    }

    /** Some partitions alone are no fair sample of the window: entities differ. */
    private boolean isComplete(WindowKey key) {
        return merged(key).covers(merged(key.before(1)));
    }

    private <C extends MergeableCounts<C>> void judge(WindowKind<C> kind, WindowKey key, long now) {
        MergedWindow merged = store.judged(key);
        List<C> earlier = new ArrayList<>();
        for (int back = 1; back <= kind.earlier(); back++) {
            MergedWindow before = merged(key.before(back));
            if (before.parts().isEmpty()) {
                break;
            }
            earlier.add(sum(kind, before));
        }
        C counts = sum(kind, merged);
        WindowVerdict verdict = kind.judge(new ClosedWindow<>(
                key,
                merged.revision(),
                merged.partitions(),
                counts,
                earlier,
                back -> before(kind, key.before(back)),
                firstWindows.learn(kind, key, counts),
                memory.before(kind, key)));
        verdict.memory().ifPresent(remembered -> memory.remember(kind, key, remembered));
        byte[] reportKey = kind.reportKey(key).getBytes(StandardCharsets.UTF_8);
        RecordDates dates = new RecordDates(() -> now);
        for (byte[] report : verdict.reports()) {
            context()
                    .forward(
                            new Record<>(reportKey, ReportLimit.fitting(report), dates.of(key.end() - 1)),
                            kind.reportSink());
        }
        for (AlertSignal signal : verdict.signals()) {
            context().forward(new Record<>(null, signal, now), alerts);
        }
    }

    private <C extends MergeableCounts<C>> Optional<C> before(WindowKind<C> kind, WindowKey key) {
        MergedWindow merged = merged(key);
        return merged.parts().isEmpty() ? Optional.empty() : Optional.of(sum(kind, merged));
    }

    private MergedWindow merged(WindowKey key) {
        return store.read(key);
    }

    private static <C extends MergeableCounts<C>> C sum(WindowKind<C> kind, MergedWindow merged) {
        List<C> parts = merged.parts().values().stream().map(kind::read).toList();
        C sum = parts.get(0);
        parts.subList(1, parts.size()).forEach(sum::add);
        return sum;
    }

    /** Windows of the same rows that no verdict will need again. */
    private void prune(WindowKind<?> kind, WindowKey judged) {
        List<WindowKey> old = new ArrayList<>();
        long since = judged.start() - kept(kind) * judged.size();
        store.forEach((key, merged) -> {
            boolean over = key.kind().equals(judged.kind()) && key.end() <= since;
            if (over || WindowMemoryStore.isOver(key, kind, judged)) {
                old.add(key);
            }
        });
        for (WindowKey key : old) {
            store.delete(key);
            changedAt.remove(key);
        }
    }
}
