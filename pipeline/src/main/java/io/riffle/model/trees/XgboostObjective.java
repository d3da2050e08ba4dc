package io.riffle.model.trees;

import io.riffle.model.folder.ModelTask;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * What XGBoost makes of its sums under an objective.
 *
 * @param margin from {@code base_score} as the file has it to what the sums begin with
 */
record XgboostObjective(Link link, ModelTask task, DoubleUnaryOperator margin) {
    private static final XgboostObjective PLAIN =
            new XgboostObjective(Link.IDENTITY, ModelTask.REGRESSION, DoubleUnaryOperator.identity());
    private static final XgboostObjective EXPONENTIAL =
            new XgboostObjective(Link.EXPONENTIAL, ModelTask.REGRESSION, Math::log);
    private static final XgboostObjective CLASSES =
            new XgboostObjective(Link.SOFTMAX, ModelTask.MULTICLASS_CLASSIFICATION, DoubleUnaryOperator.identity());

    private static final Map<String, XgboostObjective> KNOWN = Map.ofEntries(
            Map.entry("binary:logistic", logistic(Link.LOGISTIC, ModelTask.BINARY_CLASSIFICATION)),
            Map.entry(
                    "binary:logitraw",
                    new XgboostObjective(Link.IDENTITY, ModelTask.OTHER, DoubleUnaryOperator.identity())),
            Map.entry("reg:logistic", logistic(Link.LOGISTIC, ModelTask.REGRESSION)),
            Map.entry(
                    "binary:hinge",
                    new XgboostObjective(Link.STEP, ModelTask.BINARY_CLASSIFICATION, DoubleUnaryOperator.identity())),
            Map.entry("multi:softprob", CLASSES),
            Map.entry("multi:softmax", CLASSES),
            Map.entry("reg:squarederror", PLAIN),
            Map.entry("reg:linear", PLAIN),
            Map.entry("reg:squaredlogerror", PLAIN),
            Map.entry("reg:pseudohubererror", PLAIN),
            Map.entry("reg:absoluteerror", PLAIN),
            Map.entry("reg:quantileerror", PLAIN),
            Map.entry("rank:pairwise", PLAIN),
            Map.entry("rank:ndcg", PLAIN),
            Map.entry("rank:map", PLAIN),
            Map.entry("count:poisson", EXPONENTIAL),
            Map.entry("reg:gamma", EXPONENTIAL),
            Map.entry("reg:tweedie", EXPONENTIAL),
            Map.entry("survival:cox", EXPONENTIAL),
            Map.entry("survival:aft", EXPONENTIAL));

    /** @throws IllegalArgumentException if nothing is known of it */
    static XgboostObjective of(String name) {
        XgboostObjective objective = KNOWN.get(name);
        if (objective == null) {
            throw new IllegalArgumentException("the objective must be one of "
                    + KNOWN.keySet().stream().sorted().toList() + ": is '" + name + "'");
        }
        return objective;
    }

    private static XgboostObjective logistic(Link link, ModelTask task) {
        return new XgboostObjective(link, task, base -> -Math.log(1 / base - 1));
    }
}
