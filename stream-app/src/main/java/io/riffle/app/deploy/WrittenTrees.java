package io.riffle.app.deploy;

import io.riffle.feature.TensorType;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.RefusalStage;
import io.riffle.model.trees.TreeModel;
import io.riffle.model.trees.TreeProof;
import io.riffle.scoring.Scorer;
import io.riffle.scoring.Tensor;
import io.riffle.scoring.TensorModel;
import io.riffle.scoring.TensorRunException;
import java.util.List;
import java.util.Set;

/** A model of trees as the runtime answers with it. */
final class WrittenTrees implements TreeProof.Written, AutoCloseable {
    private final TreeModel model;
    private final TensorModel.Run run;

    WrittenTrees(TreeModel model, Scorer scorer) {
        this.model = model;
        run = scorer.tensors().orElseThrow().open();
    }

    @Override
    public double[][] scores(List<double[]> rows) throws ModelRefusedException {
        int width = model.columns().size();
        Tensor input = new Tensor(
                model.input().name(), model.type(), List.of((long) rows.size(), (long) width), values(rows, width));
        try {
            return scores(
                    run.run(List.of(input), rows.size(), Set.of(model.output())).get(0), rows.size());
        } catch (TensorRunException failed) {
            throw new ModelRefusedException(
                    RefusalStage.GOLDEN, "the converted model must score: " + failed.getMessage());
        }
    }

    private Object values(List<double[]> rows, int width) {
        double[] doubles = new double[rows.size() * width];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, doubles, i * width, width);
        }
        if (model.type() != TensorType.FLOAT32) {
            return doubles;
        }
        float[] floats = new float[doubles.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) doubles[i];
        }
        return floats;
    }

    private double[][] scores(Tensor output, int rows) {
        float[] values = (float[]) output.values();
        double[][] scores = new double[rows][model.outputs()];
        for (int i = 0; i < values.length; i++) {
            scores[i / model.outputs()][i % model.outputs()] = values[i];
        }
        return scores;
    }

    @Override
    public void close() {
        run.close();
    }
}
