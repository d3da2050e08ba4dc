package io.riffle.benchmark.micro;

import io.riffle.learning.Answer;
import io.riffle.learning.Example;
import io.riffle.learning.LearningSettings;
import io.riffle.learning.OnlineLearner;
import io.riffle.learning.Target;
import java.util.Random;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A learner that has seen some examples, and more of them. */
@State(Scope.Thread)
public class LearningFixture {
    static final int EXAMPLES = 1_000;

    @Param({"32", "118"})
    private int inputs;

    private OnlineLearner learner = new OnlineLearner(LearningSettings.of(new Target.Binary(), 1));
    private Example[] examples = new Example[0];
    private double[][] rows = new double[0][];
    private long position;

    @Setup
    public void learn() {
        learner = new OnlineLearner(LearningSettings.of(new Target.Binary(), inputs));
        Random random = new Random(1);
        examples = new Example[EXAMPLES];
        rows = new double[EXAMPLES][];
        for (int i = 0; i < EXAMPLES; i++) {
            rows[i] = random.doubles(inputs, -1, 1).toArray();
            Answer answer = learner.ask(rows[i], 0.3);
            examples[i] = Example.of(rows[i], rows[i][0] + random.nextGaussian() > 0 ? 1 : 0)
                    .over(0.3)
                    .answered(answer);
            learner.fold(position++, examples[i]);
        }
    }

    OnlineLearner fold() {
        for (Example example : examples) {
            learner.fold(position++, example);
        }
        return learner;
    }

    double ask() {
        double sum = 0;
        for (double[] row : rows) {
            sum += learner.ask(row, 0.3).score();
        }
        return sum;
    }

    byte[] store() {
        return learner.toBytes();
    }
}
