package io.riffle.app.inference;

import io.riffle.feature.TensorType;
import io.riffle.scoring.Scorer;
import io.riffle.scoring.Tensor;
import io.riffle.scoring.TensorModel;
import io.riffle.scoring.TensorShape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A model in memory that answers each of its inputs, one per datatype, [N, 2] and named after it, as {@code NAME_out}. */
public final class EchoModel implements Scorer, TensorModel {
    private final List<TensorType> types;

    /** One input of each of these. */
    public EchoModel(TensorType... types) {
        this.types = List.of(types);
    }

    @Override
    public String model() {
        return "echo";
    }

    @Override
    public String version() {
        return "3";
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
        return shapes("");
    }

    @Override
    public List<TensorShape> outputs() {
        return shapes("_out");
    }

    private List<TensorShape> shapes(String suffix) {
        return types.stream()
                .map(type -> new TensorShape(type.protocolName() + suffix, type, List.of(-1L, 2L)))
                .toList();
    }

    @Override
    public TensorModel.Run open() {
        return new TensorModel.Run() {
            @Override
            public List<Tensor> run(List<Tensor> inputs, int rows, Set<String> wanted) {
                return inputs.stream()
                        .map(input -> new Tensor(input.name() + "_out", input.type(), input.shape(), input.values()))
                        .filter(output -> wanted.contains(output.name()))
                        .toList();
            }

            @Override
            public void close() {}
        };
    }

    /** All types that there are. */
    static EchoModel ofAll() {
        return new EchoModel(Arrays.stream(TensorType.values()).toArray(TensorType[]::new));
    }

    @Override
    public void close() {}
}
