package io.riffle.app.deploy;

import io.riffle.config.OutcomesConfig;
import io.riffle.frame.EventFrame;
import io.riffle.metrics.ModelMetrics;
import io.riffle.model.canary.Answer;
import io.riffle.model.canary.AnswerLoss;
import io.riffle.model.canary.CanaryEvidence;
import io.riffle.model.canary.CanaryGuards;
import io.riffle.model.canary.ComparedRows;
import io.riffle.model.canary.Verdict;
import io.riffle.model.deployment.AuditRecord;
import io.riffle.model.deployment.Canary;
import io.riffle.model.deployment.CanaryPlan;
import io.riffle.model.deployment.Change;
import io.riffle.model.deployment.Deployment;
import io.riffle.model.deployment.DeploymentJson;
import io.riffle.schema.AlertName;
import io.riffle.schema.AlertSubject;
import io.riffle.schema.Finding;
import io.riffle.schema.Severity;
import io.riffle.schema.StandingAlert;
import io.riffle.scoring.CanaryWatch;
import io.riffle.scoring.ScoreResult;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a canary grow, and ends it. Every instance writes its counts to the control topic, and reads those of all: the
 * topic has one order, so all reach the same verdict at the same record. Only the instance whose record it is writes the
 * next deployment; should two do so, the second has a revision that is not new and is refused. No instance is special.
 */
final class CanaryController implements CanaryWatch {
    private static final Logger LOG = LoggerFactory.getLogger(CanaryController.class);
    private static final String BY = "canary controller";

    private final String pipeline;
    private final String instance;
    private final ControlWriter writer;
    private final ModelMetrics metrics;
    private final Optional<OutcomesConfig> outcomes;

    /** What this instance sees; guarded by this. */
    private CanaryEvidence own = new CanaryEvidence();

    private final ComparedRows unlabelled = new ComparedRows();

    private long ownRevision;
    private long published;

    /** What all say, by instance; used by the follower's thread only. */
    private final Map<String, CanaryEvidence.Counts> all = new HashMap<>();

    private long revision;
    private int looked;
    private long stopped = -1;

    /** Set on the producer's thread if what was decided did not reach the topic. */
    private final AtomicBoolean unwritten = new AtomicBoolean();

    /** @param outcomes empty if nobody will tell the truth about events */
    CanaryController(
            String pipeline,
            String instance,
            ControlWriter writer,
            ModelMetrics metrics,
            Optional<OutcomesConfig> outcomes) {
        this.pipeline = pipeline;
        this.instance = instance;
        this.writer = writer;
        this.metrics = metrics;
        this.outcomes = outcomes;
    }

    @Override
    public synchronized void compared(Deployment deployment, EventFrame rows, Run canary, Run champion) {
        if (deployment.revision() != ownRevision) {
            own = new CanaryEvidence();
            ownRevision = deployment.revision();
            published = 0;
            Canary version = deployment.canary();
            unlabelled.compare(version == null ? "" : version.version(), deployment.champion());
        }
        Map<Integer, ?> failed = canary.result().failures();
        Map<Integer, ?> championFailed = champion.result().failures();
        own.frame(rows.size(), failed.size(), championFailed.size(), canary.nanoseconds(), champion.nanoseconds());
        for (int row = 0; row < rows.size(); row++) {
            if (!failed.containsKey(row) && !championFailed.containsKey(row)) {
                scored(rows, row, answer(canary.result(), row), answer(champion.result(), row));
            }
        }
    }

    private void scored(EventFrame rows, int row, Answer answer, Answer championAnswer) {
        own.answers(rows.entity(row), answer, championAnswer);
        if (outcomes.isPresent()) {
            unlabelled.add(rows.eventId(row), new ComparedRows.Row(rows.entity(row), answer, championAnswer));
        }
    }

    /** With the class that the model chose, or that the pipeline's threshold makes of its score. */
    private Answer answer(ScoreResult result, int row) {
        double score = result.scores()[row];
        boolean thresholds = outcomes.filter(each -> each.truth() == OutcomesConfig.Truth.BINARY)
                .isPresent();
        if (thresholds) {
            return new Answer(score, score >= outcomes.orElseThrow().threshold() ? "yes" : "no");
        }
        String[] labels = result.labels();
        return new Answer(score, labels == null ? null : labels[row]);
    }

    /** Of rows that this instance has compared since it started; a corrected truth changes nothing. */
    @Override
    public synchronized void outcome(String eventId, AnswerLoss loss) {
        ComparedRows.Row row = unlabelled.take(eventId);
        if (row != null) {
            own.outcome(row.entity(), loss.of(row.canary()), loss.of(row.champion()));
        }
    }

    /** Writes what is new; to be called now and then. */
    void publish() {
        EvidenceRecord record = news();
        if (record != null) {
            writer.evidence(key(), record);
        }
    }

    /** To be called at the end of this instance: its name will not come again. */
    synchronized void forget() {
        if (published > 0) {
            writer.forget(key());
        }
    }

    private synchronized @Nullable EvidenceRecord news() {
        if (own.rows() + own.labelled() == published) {
            return null;
        }
        published = own.rows() + own.labelled();
        return new EvidenceRecord(ownRevision, instance, own.counts());
    }

    private String key() {
        return prefix() + instance;
    }

    private String prefix() {
        return pipeline + ":canary:";
    }

    /**
     * Takes the next record of the control topic.
     *
     * @param nextRevision for the deployment that may follow
     */
    void saw(ConsumerRecord<byte[], byte[]> record, Deployment current, long nextRevision) {
        Canary canary = current.canary();
        if (canary == null || canary.plan() == null || !isEvidence(record)) {
            return;
        }
        EvidenceRecord evidence;
        try {
            evidence = DeploymentJson.read(record.value(), EvidenceRecord.class);
        } catch (IllegalArgumentException invalid) {
            LOG.warn("evidence of a canary must be readable, offset {}: {}", record.offset(), invalid.getMessage());
            return;
        }
        if (evidence.revision() == current.revision()) {
            decideAgainIfUnwritten();
            forgetOthersThan(current.revision());
            all.put(evidence.instance(), evidence.counts());
            judge(current, canary, canary.plan(), evidence.instance().equals(instance), nextRevision, record);
        }
    }

    /** Whether a record of the control topic is what an instance has seen of a canary. */
    boolean isEvidence(ConsumerRecord<byte[], byte[]> record) {
        return record.key() != null
                && record.value() != null
                && new String(record.key(), StandardCharsets.UTF_8).startsWith(prefix());
    }

    /** Ends the canary for a reason of somebody else's; the same deployment is ended once. */
    void stop(String version, String reason, Deployment current, long nextRevision) {
        decideAgainIfUnwritten();
        Canary canary = current.canary();
        if (canary == null || !canary.version().equals(version) || current.revision() == stopped) {
            return;
        }
        stopped = current.revision();
        Change why = new Change(BY, System.currentTimeMillis(), reason);
        decide(
                "rolled_back",
                current.rolledBack(why).at(nextRevision),
                canary,
                new Verdict(Verdict.Kind.FAIL, reason, Map.of()));
    }

    private void decideAgainIfUnwritten() {
        if (unwritten.getAndSet(false)) {
            looked = 0;
            stopped = -1;
        }
    }

    private void forgetOthersThan(long currentRevision) {
        if (revision != currentRevision) {
            revision = currentRevision;
            looked = 0;
            all.clear();
        }
    }

    private void judge(
            Deployment current,
            Canary canary,
            CanaryPlan plan,
            boolean mine,
            long nextRevision,
            ConsumerRecord<byte[], byte[]> record) {
        CanaryEvidence sum = new CanaryEvidence();
        all.values().forEach(sum::add);
        CanaryGuards guards = new CanaryGuards(plan);
        int look = guards.look(sum.rows(), sum.labelled());
        if (look <= looked) {
            return;
        }
        looked = look;
        Verdict verdict = guards.judge(sum, look, plan.next(canary.share()) >= 100);
        LOG.info("canary {} at {} %, look {}: {}", canary.version(), canary.share(), look, verdict.reason());
        if (mine && verdict.kind() != Verdict.Kind.WAIT) {
            act(current, canary, plan, verdict, nextRevision, record.timestamp());
        }
    }

    private void act(
            Deployment current, Canary canary, CanaryPlan plan, Verdict verdict, long nextRevision, long atMs) {
        Change why = new Change(BY, atMs, verdict.reason());
        if (verdict.kind() == Verdict.Kind.FAIL) {
            decide("rolled_back", current.rolledBack(why).at(nextRevision), canary, verdict);
            return;
        }
        double share = plan.next(canary.share());
        if (share >= 100) {
            decide("promoted", current.withChampion(canary.version(), why).at(nextRevision), canary, verdict);
            return;
        }
        decide("grown", current.withCanary(canary.at(share), why).at(nextRevision), canary, verdict);
    }

    /** A canary is rolled back once: the alert is raised and never updated. */
    private StandingAlert alert(Deployment next, Canary canary, String detail) {
        long at = next.change().atMs();
        AlertName name = new AlertName("canary", AlertSubject.ofVersion(canary.version()));
        return new StandingAlert(
                name.id(at),
                pipeline,
                name,
                "raised",
                new Finding(Severity.HIGH, canary.share(), 0, detail),
                new StandingAlert.Times(at, at, at, at),
                1);
    }

    private void decide(String result, Deployment next, Canary canary, Verdict verdict) {
        writer.propose(next, () -> unwritten.set(true));
        metrics.canaryStep(result);
        String detail = "canary " + canary.version() + " at " + canary.share() + " %: " + verdict.reason();
        if (verdict.kind() == Verdict.Kind.FAIL) {
            LOG.error("{} rolled back: {}", pipeline, detail);
            writer.alert(alert(next, canary, detail));
        }
        writer.audit(new AuditRecord(
                pipeline,
                "canary-" + result.replace('_', '-'),
                BY + " on " + instance,
                next.revision(),
                detail,
                verdict.figures(),
                next.change().atMs()));
    }
}
