package io.riffle.app.report;

import io.riffle.app.alerts.SignalsWriter;
import io.riffle.app.process.UserProblem;
import io.riffle.app.topic.RecordType;
import io.riffle.app.topic.TopicEnd;
import io.riffle.app.topic.TopicReader;
import io.riffle.config.Pipeline;
import io.riffle.config.SideTopic;
import io.riffle.config.alerting.AlertRule;
import io.riffle.config.alerting.SignalRule;
import io.riffle.config.alerting.Watched;
import io.riffle.schema.StandingAlert;
import io.riffle.settings.DurationText;
import io.riffle.watch.alert.AlertInputJson;
import io.riffle.watch.alert.Mute;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What the topics say about alerts, and mutes; the same for the command line and for HTTP. */
public final class AlertBoard {
    private static final Duration LONGEST_MUTE = Duration.ofDays(30);

    private final Pipeline pipeline;
    private final TopicEnd end;

    /** @param end how long reading the topics may take; if it is over, methods end in a TimeoutException */
    public AlertBoard(Pipeline pipeline, TopicEnd end) {
        this.pipeline = pipeline;
        this.end = end;
    }

    /** All that was told, in the order in which it was. */
    public List<StandingAlert> history() {
        List<StandingAlert> told = new ArrayList<>();
        try (TopicReader topic = TopicReader.open(pipeline, pipeline.topics().alerts())) {
            topic.readToEnd(end, record -> RecordType.ALERT.read(record).ifPresent(told::add));
        }
        told.sort((one, other) -> Long.compare(one.atMs(), other.atMs()));
        return told;
    }

    /** The latest state of each alert that the topic still knows, without those that are over unless {@code all}. */
    public List<StandingAlert> latest(boolean all) {
        LatestAlerts latest = new LatestAlerts();
        history().forEach(latest::add);
        return all ? latest.all() : latest.open();
    }

    /** Those that are in force. */
    public List<Mute> mutes(long now) {
        if (!pipeline.signals()) {
            return List.of();
        }
        Map<String, Mute> latest = new LinkedHashMap<>();
        try (TopicReader topic = TopicReader.open(pipeline, pipeline.topics().of(SideTopic.SIGNALS))) {
            topic.readToEnd(end, record -> {
                if (record.value() != null
                        && AlertInputJson.read(record.value()).orElse(null) instanceof Mute mute) {
                    latest.put(mute.key(), mute);
                }
            });
        }
        return latest.values().stream().filter(mute -> mute.isActive(now)).toList();
    }

    /**
     * Mutes some alerts, or ends that where {@code length} is zero.
     *
     * @param subject where {@code *} stands for anything
     * @throws UserProblem if there is no such rule, or the topic cannot be written
     */
    public Mute mute(String rule, String subject, Duration length, String by, String reason, long now)
            throws UserProblem, InterruptedException {
        Mute mute = checked(rule, subject, length, by, reason, now);
        try (SignalsWriter writer = new SignalsWriter(pipeline)) {
            writer.mute(mute, length.isZero());
        }
        return mute;
    }

    /** What {@link #mute} would write, without writing it. */
    Mute checked(String rule, String subject, Duration length, String by, String reason, long now) throws UserProblem {
        checkRule(rule);
        if (length.isNegative() || length.compareTo(LONGEST_MUTE) > 0) {
            throw new UserProblem("a mute must last up to " + DurationText.format(LONGEST_MUTE) + ": was "
                    + DurationText.format(length));
        }
        return new Mute(rule, subject, now + length.toMillis(), by, reason, now);
    }

    private void checkRule(String rule) throws UserProblem {
        if (pipeline.alerts().stream().map(AlertRule::name).anyMatch(rule::equals)) {
            throw new UserProblem("a rule that can be muted must be about more than single scores: " + rule
                    + " sends an alert per event, which its readers can leave out");
        }
        Set<String> known = new TreeSet<>();
        pipeline.alerting().rules().stream().map(SignalRule::name).forEach(known::add);
        for (Watched watched : Watched.values()) {
            if (watched != Watched.SCORE && watched != Watched.OPERATIONS) {
                known.add(watched.text());
            }
        }
        if (!pipeline.signals()) {
            throw new UserProblem("there must be alerts to mute: the pipeline declares neither drift nor rules");
        }
        if (!known.contains(rule)) {
            throw new UserProblem("a rule to mute must be one of " + String.join(", ", known) + ": was " + rule);
        }
    }
}
