package io.riffle.app.inference;

import io.riffle.deadletter.Rejection;
import io.riffle.feature.TensorType;
import io.riffle.schema.DeadLetterReason;
import io.riffle.schema.Stage;
import io.riffle.scoring.Scorer;
import io.riffle.scoring.Tensor;
import io.riffle.scoring.TensorModel;
import io.riffle.scoring.TensorRunException;
import io.riffle.scoring.TensorShape;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

/** A model in memory: doubles the numbers of x, [N, 2]. A 13 fails its whole run. Runs wait while it is held. */
final class TwinModel implements Scorer, TensorModel {
    private final List<Integer> batches = new CopyOnWriteArrayList<>();
    private final Semaphore free = new Semaphore(1);

    /** The rows of every run so far, also of failed ones. */
    List<Integer> batches() {
        return batches;
    }

    void hold() throws InterruptedException {
        free.acquire();
    }

    void release() {
        free.release();
    }

    @Override
    public String model() {
        return "twin";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Scorer.Run open(int maxRows) {
        throw new UnsupportedOperationException("takes tensors only");
    }

    @Override
    public Optional<TensorModel> tensors() {
        return Optional.of(this);
    }

    @Override
    public List<TensorShape> inputs() {
        return List.of(new TensorShape("x", TensorType.FLOAT32, List.of(-1L, 2L)));
    }

    @Override
    public List<TensorShape> outputs() {
        return List.of(new TensorShape("y", TensorType.FLOAT32, List.of(-1L, 2L)));
    }

    @Override
    public TensorModel.Run open() {
        return new TensorModel.Run() {
            @Override
            public List<Tensor> run(List<Tensor> inputs, int rows, Set<String> wanted) throws TensorRunException {
                free.acquireUninterruptibly();
                free.release();
                batches.add(rows);
                return List.of(doubled(inputs.get(0)));
            }

            @Override
            public void close() {}
        };
    }

    private static Tensor doubled(Tensor input) throws TensorRunException {
        float[] values = ((float[]) input.values()).clone();
        for (int i = 0; i < values.length; i++) {
            if (values[i] == 13) {
                throw new TensorRunException(new Rejection(Stage.SCORE, DeadLetterReason.MODEL_ERROR, "no 13"));
            }
            values[i] *= 2;
        }
        return new Tensor("y", input.type(), input.shape(), values);
    }

    @Override
    public void close() {}
}
