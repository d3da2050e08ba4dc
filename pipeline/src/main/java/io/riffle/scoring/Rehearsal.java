package io.riffle.scoring;

import io.riffle.deadletter.Rejection;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureTable;
import io.riffle.feature.FeatureType;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.RefusalStage;
import io.riffle.model.folder.GoldenRow;
import io.riffle.model.folder.GoldenRows;
import io.riffle.schema.DeadLetterReason;
import io.riffle.settings.NearestKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a version must show before it may score, on the same way as real rows: same features, builders and time limit. */
final class Rehearsal {
    private static final int WARM_UP_RUNS = 3;

    private final int maxRows;

    Rehearsal(int maxRows) {
        this.maxRows = maxRows;
    }

    void golden(Scorer scorer, GoldenRows golden, FeatureSchema features) throws ModelRefusedException {
        List<String> problems = new ArrayList<>();
        int rows = golden.rows().size();
        FeatureTable table = table(golden, features, rows, problems);
        if (problems.isEmpty() && rows > 0) {
            try (Scorer.Run run = scorer.open(rows)) {
                compare(run.score(table, rows), golden, problems);
            }
        }
        refuseWhereAny(RefusalStage.GOLDEN, problems);
    }

    private static void compare(ScoreResult result, GoldenRows golden, List<String> problems) {
        for (int row = 0; row < golden.rows().size(); row++) {
            double expected = golden.rows().get(row).score();
            Rejection failure = result.failures().get(row);
            if (failure != null) {
                problems.add("golden row " + row + " must score " + expected + ": " + failure.message());
            } else if (!(Math.abs(result.scores()[row] - expected) <= golden.tolerance())) {
                problems.add("golden row " + row + " must score " + expected + " (within " + golden.tolerance()
                        + "): was " + result.scores()[row]);
            }
        }
    }

    /** First runs are slow, and a version that hangs or has no answer to any row must not reach the stream. */
    void warmUp(Scorer scorer, GoldenRows golden, FeatureSchema features) throws ModelRefusedException {
        int rows = golden.rows().isEmpty() ? Math.max(maxRows, WarmUpRows.KINDS) : maxRows;
        FeatureTable table = table(golden, features, rows, new ArrayList<>());
        if (golden.rows().isEmpty()) {
            WarmUpRows.fill(table, rows);
        }
        try (Scorer.Run run = scorer.open(rows)) {
            for (int i = 0; i < WARM_UP_RUNS; i++) {
                refuseTimeout(run.score(table, 1));
            }
            for (int i = 0; i < WARM_UP_RUNS; i++) {
                ScoreResult result = run.score(table, rows);
                refuseTimeout(result);
                refuseWithoutAnswer(result, rows);
            }
        }
    }

    private static void refuseWithoutAnswer(ScoreResult result, int rows) throws ModelRefusedException {
        Collection<Rejection> failures = result.failures().values();
        boolean unlike = failures.stream().anyMatch(failure -> failure.reason() == DeadLetterReason.INVALID_IMAGE);
        if (failures.size() == rows && !unlike) {
            // Of the made-up rows the fourth has a value of its own in each column: it is the least to blame.
            int row = Math.min(rows, WarmUpRows.KINDS) - 1;
            Rejection failure = Objects.requireNonNull(result.failures().get(row));
            throw new ModelRefusedException(
                    RefusalStage.WARM_UP,
                    "at least one row must be scored, of the golden rows or, without them, of made-up ones: all failed,"
                            + " such as: " + failure.message());
        }
    }

    private static void refuseTimeout(ScoreResult result) throws ModelRefusedException {
        for (Rejection failure : result.failures().values()) {
            if (failure.reason() == DeadLetterReason.MODEL_TIMEOUT) {
                throw new ModelRefusedException(RefusalStage.WARM_UP, failure.message());
            }
        }
    }

    /** The golden rows, repeated until there are enough. */
    private static FeatureTable table(GoldenRows golden, FeatureSchema features, int rows, List<String> problems) {
        FeatureTable table = new FeatureTable(features, Math.max(1, rows));
        for (int row = 0; row < rows && !golden.rows().isEmpty(); row++) {
            GoldenRow source = golden.rows().get(row % golden.rows().size());
            for (Map.Entry<String, Object> feature : source.features().entrySet()) {
                set(table, row, feature.getKey(), feature.getValue(), problems);
            }
        }
        return table;
    }

    private static void set(FeatureTable table, int row, String name, Object value, List<String> problems) {
        FeatureSchema features = table.schema();
        int column = features.column(name);
        if (column < 0) {
            List<String> names =
                    features.features().stream().map(feature -> feature.name()).toList();
            problems.add("golden row " + row + ": '" + name + "' must be a feature of the pipeline"
                    + NearestKey.hint(name, names));
        } else if (features.feature(column).type() == FeatureType.IMAGE) {
            image(table, column, row, value, problems);
        } else if (features.feature(column).type().isText()) {
            table.text(column, row, value.toString());
        } else if (value instanceof Number number) {
            table.number(column, row, number.doubleValue());
        } else if (value instanceof Boolean truth) {
            table.number(column, row, truth ? 1 : 0);
        } else {
            problems.add("golden row " + row + ": '" + name + "' must be a number: was '" + value + "'");
        }
    }

    private static void image(FeatureTable table, int column, int row, Object value, List<String> problems) {
        try {
            table.image(column, row, Base64.getDecoder().decode(value.toString()));
        } catch (IllegalArgumentException notBase64) {
            String name = table.schema().feature(column).name();
            problems.add(
                    "golden row " + row + ": '" + name + "' must be an image in base64: " + notBase64.getMessage());
        }
    }

    private static void refuseWhereAny(RefusalStage stage, List<String> problems) throws ModelRefusedException {
        if (!problems.isEmpty()) {
            throw new ModelRefusedException(stage, problems.subList(0, Math.min(10, problems.size())));
        }
    }
}
