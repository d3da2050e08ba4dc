package io.riffle.learning;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Corrects a champion's answers by what turned out to be true: a fold over a log. The answer is that of experts, which each
 * add a linear correction to the champion's margins, mixed by their weights. Not thread-safe.
 *
 * <p>Each entry is folded alone, at its position. Whoever folds the same log has the same bytes, however the log is cut
 * and on whatever machine: there is no clock, no chance, and exp, log and pow are those of {@link StrictMath}.
 */
public final class OnlineLearner {
    private static final byte VERSION = 1;
    private static final long NOWHERE = -1;

    private final LearningSettings settings;
    private final Target target;
    private final Experts experts;
    private final Spread spread = new Spread();
    private final LabelGuard labels;
    private final EntityGuard entities;
    private final long[] fates = new long[Fate.PLACES];
    private LearnerState state = LearnerState.LEARNING;
    private long position = NOWHERE;
    private long step;

    /** One that has learned nothing. */
    public OnlineLearner(LearningSettings settings) {
        this.settings = settings;
        target = settings.target();
        experts = new Experts(settings);
        labels = new LabelGuard(settings.guards());
        entities = new EntityGuard(settings.guards());
    }

    public LearningSettings settings() {
        return settings;
    }

    /** How many examples have been learned. */
    public long step() {
        return step;
    }

    /** Of the last entry that was folded; -1 before the first. */
    public long position() {
        return position;
    }

    public LearnerState state() {
        return state;
    }

    /** How many entries had this fate. */
    public long count(Fate fate) {
        return fates[fate.place()];
    }

    /** How many experts were set back to nothing, since their weights had grown beyond all numbers. */
    public long resets() {
        return experts.resets();
    }

    /** Each expert's part of the answer; the champion's, if it is one, is the last. */
    public double[] shares() {
        return experts.shares();
    }

    /**
     * Answers an event as the champion would, corrected.
     *
     * @param inputs NaN is missing
     * @param champion its scores; none if the learner stands alone
     */
    public Answer ask(double[] inputs, double... champion) {
        experts.requireFit(inputs);
        double[] base = margins(champion);
        double[] corrections = experts.corrections(inputs, correctionBound());
        double[] scores = step == 0 && champion.length > 0 ? champion.clone() : experts.mix(base, corrections);
        return new Answer(step, scores, corrections);
    }

    /** Folds the entry at a position; one that was folded before is passed over, so that a log may repeat itself. */
    public Fate fold(long at, LogEntry entry) {
        if (at <= position) {
            return count(Fate.REPEATED, 1);
        }
        position = at;
        return count(fate(entry), 1);
    }

    private Fate count(Fate fate, int entries) {
        fates[fate.place()] += fate == Fate.REPEATED ? 0 : entries;
        return fate;
    }

    private Fate fate(LogEntry entry) {
        if (entry instanceof Example example) {
            return fate(example);
        }
        state = entry == LogEntry.Command.PAUSE ? LearnerState.PAUSED : LearnerState.LEARNING;
        labels.clear();
        return Fate.COMMAND;
    }

    private Fate fate(Example example) {
        if (!isUsable(example)) {
            return Fate.REJECTED;
        }
        if (state == LearnerState.LEARNING && isJump(example)) {
            state = LearnerState.HELD;
        }
        if (state != LearnerState.LEARNING) {
            return Fate.HELD;
        }
        if (entities.exceeds(example.entity())) {
            return Fate.CAPPED;
        }
        if (example.isCorrection()) {
            experts.correct(example, spread);
            return Fate.CORRECTED;
        }
        learn(example);
        return Fate.LEARNED;
    }

    private boolean isJump(Example example) {
        return target instanceof Target.Binary && !example.isCorrection() && labels.jumps(example.truth());
    }

    private boolean isUsable(Example example) {
        return example.inputs().length == settings.inputs()
                && target.allows(example.truth())
                && (!example.isCorrection() || target.allows(example.previousTruth()))
                && (example.champion().length == 0 || isAnswer(example.champion()))
                && example.weight() > 0
                && example.weight() <= RunningScaler.GREATEST
                && example.answer().map(this::isFitting).orElse(true);
    }

    private boolean isAnswer(double[] scores) {
        return scores.length == target.size()
                && Arrays.stream(scores).allMatch(score -> Math.abs(score) <= RunningScaler.GREATEST);
    }

    private boolean isFitting(Answer answer) {
        return answer.size() == experts.size() * target.size();
    }

    private void learn(Example example) {
        double[] base = margins(example.champion());
        experts.observe(example.inputs());
        Answer answer = example.answer().orElseGet(() -> fresh(example));
        if (target instanceof Target.Regression) {
            double[] said = experts.mix(base, answer.corrections());
            spread.add(example.truth() - base[0], example.truth() - said[0]);
        }
        // An answer may be older than all that was learned before it was asked for, once something was forgotten.
        experts.judge(base, answer, example, Math.max(0, step - answer.step()), spread.square());
        experts.learn(base, example, spread);
        step++;
    }

    private Answer fresh(Example example) {
        return new Answer(step, new double[0], experts.corrections(example.inputs(), correctionBound()));
    }

    /** Of numbers it grows with their spread; before there is one, nothing is corrected. */
    private double correctionBound() {
        double bound = settings.bounds().correction();
        if (target instanceof Target.Regression && bound != Double.POSITIVE_INFINITY) {
            return bound * spread.ofChampion();
        }
        return bound;
    }

    private double[] margins(double[] champion) {
        double[] margins = new double[target.size()];
        if (champion.length > 0) {
            target.margins(champion, margins);
        }
        return margins;
    }

    /** What it knows at this step, for those who make a model of it. */
    public LearnedModel snapshot() {
        return experts.snapshot(step, correctionBound());
    }

    /** All of the state, which {@link #of} reads back. */
    public byte[] toBytes() {
        int size = 2
                + Integer.BYTES
                + 2 * Long.BYTES
                + fates.length * Long.BYTES
                + Spread.BYTES
                + LabelGuard.BYTES
                + entities.bytes()
                + experts.bytes();
        ByteBuffer bytes = ByteBuffer.allocate(size);
        bytes.put(VERSION).put(state.code()).putInt(settings.fingerprint());
        bytes.putLong(position).putLong(step);
        for (long fate : fates) {
            bytes.putLong(fate);
        }
        spread.write(bytes);
        labels.write(bytes);
        entities.write(bytes);
        experts.write(bytes);
        return bytes.array();
    }

    /**
     * Reads what {@link #toBytes} wrote.
     *
     * @throws IllegalArgumentException if the bytes are of another version, of other settings, or not a whole state
     */
    public static OnlineLearner of(LearningSettings settings, byte[] stored) {
        OnlineLearner learner = new OnlineLearner(settings);
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        try {
            learner.read(bytes);
        } catch (BufferUnderflowException ended) {
            throw new IllegalArgumentException(
                    "a learner's state must be whole: ends after " + stored.length + " bytes", ended);
        }
        if (bytes.hasRemaining()) {
            throw new IllegalArgumentException(
                    "a learner's state must end with its last number: " + bytes.remaining() + " bytes follow");
        }
        return learner;
    }

    private void read(ByteBuffer bytes) {
        byte version = bytes.get();
        if (version != VERSION) {
            throw new IllegalArgumentException(
                    "a learner's state must be of version " + VERSION + ": was of " + version);
        }
        state = LearnerState.of(bytes.get());
        if (bytes.getInt() != settings.fingerprint()) {
            throw new IllegalArgumentException(
                    "a learner's state must be of the same settings: was of others than " + settings);
        }
        position = bytes.getLong();
        step = bytes.getLong();
        for (int i = 0; i < fates.length; i++) {
            fates[i] = bytes.getLong();
        }
        spread.read(bytes);
        labels.read(bytes);
        entities.read(bytes);
        experts.read(bytes);
    }
}
