package io.riffle.app.learning;

import io.riffle.app.process.UserProblem;
import io.riffle.feature.ColumnSpec;
import io.riffle.feature.FeatureTable;
import io.riffle.frame.EventFrame;
import io.riffle.frame.OutputColumn;
import io.riffle.model.deployment.Deployment;
import io.riffle.model.folder.ModelContract;
import io.riffle.model.folder.ModelTask;
import io.riffle.scoring.CanaryWatch;
import io.riffle.scoring.ScoreResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects what the champion was given and what it answered. Thread-safe. */
public final class ChampionWatch implements CanaryWatch {
    private static final int REMEMBERED = 8;

    private final ModelContract contract;
    private final LearnerInputs inputs;
    private final boolean alone;
    private final TreeMap<Long, Remembered> remembered = new TreeMap<>();
    private List<AskedEvent> events = new ArrayList<>();
    private long failed;

    /**
     * @param alone whether its answers are left out
     * @throws UserProblem if its answers cannot be corrected
     */
    public ChampionWatch(ModelContract contract, LearnerInputs inputs, boolean alone) throws UserProblem {
        this.contract = contract;
        this.inputs = inputs;
        this.alone = alone;
        boolean whole = contract.output().publish().contains(contract.output().scoreTensor());
        if (!alone && contract.task() == ModelTask.MULTICLASS_CLASSIFICATION && !whole) {
            throw new UserProblem("output.publish of the champion must name "
                    + contract.output().scoreTensor()
                    + ", whose probabilities are corrected: does not (--alone learns without them)");
        }
    }

    LearnerInputs inputs() {
        return inputs;
    }

    @Override
    public synchronized void compared(Deployment deployment, EventFrame rows, Run canary, Run champion) {
        ScoreResult result = champion.result();
        for (int row = 0; row < rows.size(); row++) {
            if (result.failures().containsKey(row)) {
                failed++;
                continue;
            }
            AskedEvent event = new AskedEvent(
                    rows.row(row).position().offset(),
                    rows.eventId(row),
                    rows.entity(row),
                    rows.eventTime(row),
                    inputs.of(rows.features(), row),
                    alone ? new double[0] : scores(result, row));
            events.add(event);
            if (event.line() < REMEMBERED) {
                remembered.put(event.line(), new Remembered(features(rows.features(), row), event));
            }
        }
    }

    private double[] scores(ScoreResult result, int row) {
        if (contract.task() != ModelTask.MULTICLASS_CLASSIFICATION) {
            return new double[] {result.scores()[row]};
        }
        OutputColumn column = result.outputs().stream()
                .filter(output -> output.name().equals(contract.output().scoreTensor()))
                .findFirst()
                .orElseThrow();
        double[] scores = new double[column.width()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = number(column.values(), row * column.width() + i);
        }
        return scores;
    }

    private static double number(Object values, int at) {
        return values instanceof float[] floats ? floats[at] : ((double[]) values)[at];
    }

    private Map<String, Object> features(FeatureTable table, int row) {
        Map<String, Object> named = new TreeMap<>();
        inputs.specs().stream()
                .flatMap(spec -> spec.columns().stream())
                .map(ColumnSpec::features)
                .flatMap(List::stream)
                .forEach(name -> {
                    int column = table.schema().column(name);
                    boolean text = table.schema().feature(column).type().isText();
                    Object value = text ? table.text(column, row) : (Object) table.number(column, row);
                    if (value != null && !value.equals(Double.NaN)) {
                        named.put(name, value);
                    }
                });
        return named;
    }

    /** The events since the last call, in the order of the input. */
    synchronized List<AskedEvent> take() {
        List<AskedEvent> taken = events;
        events = new ArrayList<>();
        taken.sort(Comparator.comparingLong(AskedEvent::line));
        return taken;
    }

    /** How many events the champion had no answer to. */
    public synchronized long failed() {
        return failed;
    }

    /** What the first events were like, as they came in and as they were asked about. */
    record Remembered(Map<String, Object> features, AskedEvent event) {}

    /** In the order of the input. */
    synchronized List<Remembered> remembered() {
        return List.copyOf(remembered.values());
    }
}
