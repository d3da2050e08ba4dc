package io.riffle.watch.alert;

import io.riffle.config.AlertAction;
import io.riffle.model.deployment.Deployment;
import io.riffle.schema.RetrainingRequest;
import io.riffle.schema.StandingAlert;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * Turns signals into alerts that are raised once, updated and resolved, and does what their rules want done. One task sees
 * all signals of a pipeline, whichever instance they come from, so nothing is told twice.
 */
public final class TrackAlertsProcessor extends ContextualProcessor<Object, @Nullable AlertInput, byte[], byte[]> {
    /** The store of what is remembered of each alert, and of the mutes. */
    public static final String ALERT_STATES = "alert-states";

    private static final Duration TICK = Duration.ofSeconds(10);

    /** Instances measure every 10 s; one that is silent for so long is gone. */
    private static final long GONE_MILLIS = 120_000;

    private static final long FORGOTTEN_MILLIS = Duration.ofDays(1).toMillis();
    private static final String OF_INSTANCE = ":" + AlertSignal.INSTANCE + "/";

    private final AlertingStage stage;
    private final SignalRules rules;
    private final Map<String, Mute> mutes = new HashMap<>();
    private KeyValueStore<Bytes, byte[]> store;

    public TrackAlertsProcessor(AlertingStage stage) {
        this.stage = stage;
        rules = new SignalRules(stage.config(), stage.usualCooldown());
    }

    public static StoreBuilder<KeyValueStore<Bytes, byte[]>> store() {
        return Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(ALERT_STATES), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(Map.of());
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        super.init(context);
        store = context.getStateStore(ALERT_STATES);
        mutes.clear();
        for (KeyValue<String, byte[]> each : stored()) {
            if (each.key.startsWith(Mute.PREFIX)
                    && AlertInputJson.read(each.value).orElse(null) instanceof Mute mute) {
                mutes.put(each.key, mute);
            }
        }
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tidy);
    }

    @Override
    public void process(Record<Object, @Nullable AlertInput> record) {
        AlertInput input = record.value();
        if (input instanceof Mute mute) {
            mutes.put(mute.key(), mute);
            store.put(key(mute.key()), AlertInputJson.bytes(mute));
        } else if (input instanceof AlertSignal signal) {
            rules.judge(signal).forEach(judged -> judge(judged, record.timestamp()));
        } else {
            stage.metrics().unreadable();
        }
    }

    private void judge(SignalRules.Judged judged, long at) {
        AlertSignal signal = judged.signal();
        byte[] stored = store.get(key(signal.key()));
        AlertState before = stored == null ? AlertState.NONE : AlertStates.read(stored);
        boolean muted = isMuted(signal);
        AlertLifecycle.Step step = AlertLifecycle.next(before, judged, muted);
        AlertState after = step.state().heard(Math.max(at, context().currentSystemTimeMs()));
        if (!after.equals(before)) {
            store.put(key(signal.key()), AlertStates.bytes(after));
        }
        step.telling().ifPresent(telling -> tell(signal, before, after, telling, at));
        if (after.isFiring() && !muted) {
            act(judged, after, step, at);
        }
    }

    private boolean isMuted(AlertSignal signal) {
        long now = context().currentSystemTimeMs();
        return mutes.values().stream()
                .anyMatch(mute -> mute.isActive(now) && mute.covers(signal.rule(), signal.subject()));
    }

    private void tell(
            AlertSignal signal, AlertState before, AlertState after, AlertLifecycle.Telling telling, long at) {
        String status = telling.name().toLowerCase(Locale.ROOT);
        AlertSeverity severity = after.isFiring() ? after.severity() : before.told();
        StandingAlert alert = new StandingAlert(
                signal.key() + ":" + after.since(),
                stage.pipeline(),
                signal.rule(),
                signal.subject(),
                status,
                severity.text(),
                signal.value(),
                signal.threshold(),
                signal.text(),
                after.since(),
                signal.from(),
                signal.to(),
                at,
                after.windows());
        forward(signal.key(), alert, at, stage.alerts());
        stage.metrics().told(signal.rule(), status);
    }

    /** A canary is asked to go as long as the alert fires: a first request may be lost with its process. */
    private void act(SignalRules.Judged judged, AlertState state, AlertLifecycle.Step step, long at) {
        AlertSignal signal = judged.signal();
        boolean raised =
                step.telling().filter(AlertLifecycle.Telling.RAISED::equals).isPresent();
        if (judged.action() == AlertAction.STOP_CANARY && signal.variant().equals(Deployment.CANARY)) {
            stage.canaries().stop(signal.version(), signal.rule() + ": " + signal.text());
        }
        if (judged.action() == AlertAction.REQUEST_RETRAINING && raised) {
            RetrainingRequest request = new RetrainingRequest(
                    signal.key() + ":" + state.since(),
                    stage.pipeline(),
                    signal.rule(),
                    signal.version(),
                    signal.variant(),
                    signal.measure(),
                    state.severity().text(),
                    signal.value(),
                    signal.threshold(),
                    signal.text(),
                    state.since(),
                    signal.to(),
                    at);
            forward(stage.pipeline(), request, at, stage.retraining());
        }
    }

    private void forward(String key, Object value, long at, String child) {
        context()
                .forward(
                        new Record<>(key.getBytes(StandardCharsets.UTF_8), AlertStates.bytes(value), Math.max(0, at)),
                        child);
    }

    /** Ends the alerts of instances and versions that are gone, and forgets them and the mutes that are over. */
    private void tidy(long now) {
        for (KeyValue<String, byte[]> each : stored()) {
            if (each.key.startsWith(Mute.PREFIX)) {
                forgetMute(each.key, now);
            } else if (each.key.contains(OF_INSTANCE)) {
                endOfGone(each.key, AlertStates.read(each.value), now);
            } else {
                endOfSilent(each.key, AlertStates.read(each.value), now);
            }
        }
    }

    private void forgetMute(String key, long now) {
        Mute mute = mutes.get(key);
        if (mute != null && !mute.isActive(now)) {
            mutes.remove(key);
            store.delete(key(key));
        }
    }

    private void endOfGone(String key, AlertState state, long now) {
        long silent = now - state.heardAt();
        if (state.isFiring() && silent > GONE_MILLIS) {
            end(key, state, "the instance does not report any more", Math.max(now, state.judgedTo()), now);
        } else if (!state.isFiring() && silent > FORGOTTEN_MILLIS) {
            store.delete(key(key));
        }
    }

    /** It ends in the time of its windows: that may be far behind the clock, and the next window must not seem older. */
    private void endOfSilent(String key, AlertState state, long now) {
        if (now - state.heardAt() <= stage.silence()) {
            return;
        }
        if (state.isFiring()) {
            end(key, state, "no longer scored or judged", state.judgedTo(), now);
        } else {
            store.delete(key(key));
        }
    }

    private void end(String key, AlertState state, String text, long to, long now) {
        int colon = key.indexOf(':');
        AlertSignal gone = new AlertSignal(
                key.substring(0, colon),
                key.substring(colon + 1),
                AlertSeverity.NONE,
                0,
                0,
                text,
                state.judgedTo(),
                to);
        judge(new SignalRules.Judged(gone, 0, 0, AlertAction.ALERT), now);
    }

    private List<KeyValue<String, byte[]>> stored() {
        List<KeyValue<String, byte[]>> all = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> entries = store.all()) {
            entries.forEachRemaining(
                    each -> all.add(KeyValue.pair(new String(each.key.get(), StandardCharsets.UTF_8), each.value)));
        }
        return all;
    }

    private static Bytes key(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
