package io.riffle.demo.payments;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.schema.StandingAlert;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Follows the demo's incidents and the alarms about them. Thread-safe: the producer tells how far events have come, the
 * consumer what the alerts topic says.
 */
public final class AlarmLog {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DRIFT = "drift";
    private static final String QUALITY = "quality";
    private static final String DRIFTING = "entry_mode";
    private static final String SPOILT = "amount.wrong_type";

    private final Incidents incidents;
    private final Queue<String> news = new ArrayDeque<>();
    private DemoAlarm drift = new DemoAlarm(null, null, 0);
    private DemoAlarm quality = new DemoAlarm(null, null, 0);
    private long latest = Long.MIN_VALUE;

    public AlarmLog(Incidents incidents) {
        this.incidents = incidents;
    }

    /** A payment of that event time is sent. */
    synchronized void sending(long time) {
        latest = Math.max(latest, time);
        if (quality.injectedAt() == null && incidents.spoilsQuality(time)) {
            quality = new DemoAlarm(incidents.qualityFrom(), null, quality.before());
            news.add("quality incident injected: from " + at(incidents.qualityFrom())
                    + " on, one amount in ten is a text");
        }
        if (drift.injectedAt() == null && incidents.drifts(time)) {
            drift = new DemoAlarm(incidents.driftFrom(), null, drift.before());
            news.add("drift injected: from " + at(incidents.driftFrom())
                    + " on, half of the contactless payments are made by phone");
        }
    }

    /** Whether a record of the alerts topic is such an alarm; it is noted then. */
    synchronized boolean read(byte @Nullable [] key, byte[] value) {
        String rule = key == null ? "" : new String(key, StandardCharsets.UTF_8).replaceFirst(":.*", "");
        if (!rule.equals(DRIFT) && !rule.equals(QUALITY)) {
            return false;
        }
        try {
            note(JSON.readValue(value, StandingAlert.class));
        } catch (IOException foreign) {
            throw new IllegalStateException("an alert must be readable: " + foreign.getMessage(), foreign);
        }
        return true;
    }

    private void note(StandingAlert alert) {
        news.add(String.format(
                Locale.ROOT,
                "%s alarm %s, window %s to %s: %s",
                alert.rule(),
                alert.status(),
                at(alert.fromMs()),
                at(alert.toMs()),
                alert.text()));
        if (!alert.status().equals("raised")) {
            return;
        }
        String measure = alert.name().subject().measure();
        if (alert.rule().equals(DRIFT)) {
            drift = noted(drift, incidents.driftFrom(), alert, measure.equals(DRIFTING));
        } else {
            quality = noted(quality, incidents.qualityFrom(), alert, measure.equals(SPOILT));
        }
    }

    private static DemoAlarm noted(DemoAlarm alarm, long from, StandingAlert alert, boolean about) {
        if (alert.toMs() <= from) {
            return new DemoAlarm(alarm.injectedAt(), alarm.detectedAt(), alarm.before() + 1);
        }
        return about && alarm.detectedAt() == null
                ? new DemoAlarm(alarm.injectedAt(), alert.toMs(), alarm.before())
                : alarm;
    }

    /** Whether an alarm is still to come: events have come far enough beyond an incident that its window is over. */
    public synchronized boolean isWaiting(long windowMillis) {
        return isWaiting(drift, incidents.driftFrom(), windowMillis)
                || isWaiting(quality, incidents.qualityFrom(), windowMillis);
    }

    private boolean isWaiting(DemoAlarm alarm, long from, long windowMillis) {
        return alarm.isWaiting() && latest >= from + 2 * windowMillis;
    }

    /** What happened since the last call, for people. */
    public synchronized List<String> news() {
        List<String> taken = List.copyOf(news);
        news.clear();
        return taken;
    }

    synchronized DemoAlarm drift() {
        return drift;
    }

    synchronized DemoAlarm quality() {
        return quality;
    }

    private static String at(long time) {
        return Instant.ofEpochMilli(time).toString();
    }
}
