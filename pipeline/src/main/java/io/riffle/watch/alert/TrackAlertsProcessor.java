package io.riffle.watch.alert;

import io.riffle.config.AlertAction;
import io.riffle.model.deployment.Deployment;
import io.riffle.schema.AlertName;
import io.riffle.schema.Finding;
import io.riffle.schema.RetrainingRequest;
import io.riffle.schema.Severity;
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
        Bytes key = key(judged.name().text());
        byte[] stored = store.get(key);
        AlertState before = stored == null ? AlertState.NONE : AlertStates.read(stored);
        boolean muted = isMuted(judged.name());
        AlertLifecycle.Step step = AlertLifecycle.next(before, judged, muted);
        AlertState after = step.state().heard(Math.max(at, context().currentSystemTimeMs()));
        if (!after.equals(before)) {
            store.put(key, AlertStates.bytes(after));
        }
        step.telling().ifPresent(telling -> tell(judged, before, after, telling, at));
        if (after.isFiring() && !muted) {
            act(judged, after, step, at);
        }
    }

    private boolean isMuted(AlertName name) {
        long now = context().currentSystemTimeMs();
        return mutes.values().stream().anyMatch(mute -> mute.isActive(now) && mute.covers(name));
    }

    private void tell(
            SignalRules.Judged judged, AlertState before, AlertState after, AlertLifecycle.Telling telling, long at) {
        AlertName name = judged.name();
        String status = telling.name().toLowerCase(Locale.ROOT);
        StandingAlert alert = new StandingAlert(
                name.id(after.since()),
                stage.pipeline(),
                name,
                status,
                told(judged.finding(), after.isFiring() ? after.severity() : before.told()),
                new StandingAlert.Times(after.since(), judged.from(), judged.to(), at),
                after.windows());
        forward(name.text(), alert, at, stage.alerts());
        stage.metrics().told(name.rule(), status);
    }

    private static Finding told(Finding finding, Severity severity) {
        return new Finding(severity, finding.value(), finding.threshold(), finding.text());
    }

    /** A canary is asked to go as long as the alert fires: a first request may be lost with its process. */
    private void act(SignalRules.Judged judged, AlertState state, AlertLifecycle.Step step, long at) {
        AlertName name = judged.name();
        AlertAction action = judged.terms().action();
        boolean raised =
                step.telling().filter(AlertLifecycle.Telling.RAISED::equals).isPresent();
        if (action == AlertAction.STOP_CANARY && name.subject().variant().equals(Deployment.CANARY)) {
            stage.canaries()
                    .stop(
                            name.subject().version(),
                            name.rule() + ": " + judged.finding().text());
        }
        if (action == AlertAction.REQUEST_RETRAINING && raised) {
            RetrainingRequest request = new RetrainingRequest(
                    name.id(state.since()),
                    stage.pipeline(),
                    name.rule(),
                    RetrainingRequest.About.of(name.subject()),
                    told(judged.finding(), state.severity()),
                    state.since(),
                    judged.to(),
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
            } else {
                endOld(AlertName.parse(each.key), AlertStates.read(each.value), now);
            }
        }
    }

    private void endOld(AlertName name, AlertState state, long now) {
        if (name.subject().isInstance()) {
            endOfGone(name, state, now);
        } else {
            endOfSilent(name, state, now);
        }
    }

    private void forgetMute(String key, long now) {
        Mute mute = mutes.get(key);
        if (mute != null && !mute.isActive(now)) {
            mutes.remove(key);
            store.delete(key(key));
        }
    }

    private void endOfGone(AlertName name, AlertState state, long now) {
        long silent = now - state.heardAt();
        if (state.isFiring() && silent > GONE_MILLIS) {
            end(name, state, "the instance does not report any more", Math.max(now, state.judgedTo()), now);
        } else if (!state.isFiring() && silent > FORGOTTEN_MILLIS) {
            store.delete(key(name.text()));
        }
    }

    /** It ends in the time of its windows: that may be far behind the clock, and the next window must not seem older. */
    private void endOfSilent(AlertName name, AlertState state, long now) {
        if (now - state.heardAt() <= stage.silence()) {
            return;
        }
        if (state.isFiring()) {
            end(name, state, "no longer scored or judged", state.judgedTo(), now);
        } else {
            store.delete(key(name.text()));
        }
    }

    private void end(AlertName name, AlertState state, String text, long to, long now) {
        Finding over = new Finding(Severity.NONE, 0, 0, text);
        judge(new SignalRules.Judged(name, over, state.judgedTo(), to, SignalRules.Terms.AT_ONCE), now);
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
