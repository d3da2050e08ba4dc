package io.riffle.model.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TrainingInfoProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import io.riffle.model.ModelRefusedException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code models/broken} does not have: the same tricks deeper in the graph. */
class GraphInspectorTest {
    private static final TensorProto EXTERNAL = TensorProto.newBuilder()
            .setName("W")
            .setDataType(1)
            .addDims(4)
            .setDataLocation(TensorProto.DataLocation.EXTERNAL)
            .addExternalData(
                    StringStringEntryProto.newBuilder().setKey("location").setValue("/etc/passwd\n\u202e"))
            .build();
    private static final String REFERS =
            "tensor 'W' must be inside the model file: refers to another file '/etc/passwd\\u000a\\u202e'";

    @Test
    void inspect_findsExternalData_whereverItIs() {
        TensorProto located =
                EXTERNAL.toBuilder().clearDataLocation().setName("W").build();
        SparseTensorProto sparse =
                SparseTensorProto.newBuilder().setValues(EXTERNAL).build();
        for (ModelProto.Builder model : List.of(
                with(graph().addInitializer(EXTERNAL)),
                with(graph().addInitializer(located)),
                with(graph().addSparseInitializer(sparse)),
                with(graph().addSparseInitializer(SparseTensorProto.newBuilder().setIndices(EXTERNAL))),
                with(attribute().setT(EXTERNAL)),
                with(attribute().addTensors(EXTERNAL)),
                with(attribute().setSparseTensor(sparse)),
                with(attribute().addSparseTensors(sparse)),
                with(attribute().setG(graph().addInitializer(EXTERNAL))),
                with(attribute().addGraphs(graph().addNode(node(attribute().setT(EXTERNAL))))),
                with(graph())
                        .addFunctions(FunctionProto.newBuilder()
                                .addNode(node(attribute().setT(EXTERNAL)))),
                with(graph())
                        .addFunctions(FunctionProto.newBuilder()
                                .addAttributeProto(attribute().setT(EXTERNAL))),
                with(graph())
                        .addTrainingInfo(
                                TrainingInfoProto.newBuilder().setAlgorithm(graph().addInitializer(EXTERNAL))))) {
            assertThat(problems(model)).contains(REFERS);
        }
    }

    @Test
    void inspect_boundsTheDepth() {
        GraphProto.Builder graph = graph();
        for (int depth = 0; depth < 20; depth++) {
            graph = graph().addNode(node(attribute().setG(graph)));
        }
        assertThat(problems(with(graph))).containsExactly("graphs inside graphs must be at most 16 deep");
    }

    @Test
    void inspect_refusesWhatDoesNotEvenParse_becauseItIsTooDeep() {
        GraphProto graph = graph().build();
        for (int depth = 0; depth < 60; depth++) {
            graph = graph().addNode(node(attribute().setG(graph))).build();
        }
        assertThat(problems(with(graph.toBuilder())).get(0)).contains("the file must be an ONNX model");
    }

    @Test
    void inspect_comparesSizesWithTheData() {
        assertThat(problems(with(graph().addInitializer(tensor(1, 2, 3).setRawData(zeros(23))))))
                .containsExactly("tensor 't' must have a value for each of its 6 elements: has 5");
        assertThat(problems(with(graph().addInitializer(tensor(1, -1)))))
                .containsExactly("tensor 't' must have no negative dimension: has the shape [-1]");
        assertThat(problems(with(graph().addInitializer(tensor(1, 1L << 40, 1L << 40)))))
                .containsExactly("tensor 't' must have a possible size: has the shape [1099511627776, 1099511627776]");
        assertThat(problems(with(graph().addInitializer(tensor(99, 1).setRawData(zeros(8))))))
                .containsExactly("tensor 't' must have a value for each of its 1 elements: has 0");
    }

    /** Sparse tensors are small in the file and large in memory. */
    @Test
    void inspect_boundsSparseTensors() {
        SparseTensorProto.Builder bomb = SparseTensorProto.newBuilder()
                .setValues(tensor(1, 0))
                .setIndices(tensor(7, 0))
                .addDims(1000)
                .addDims(1000);
        assertThat(problems(with(graph().addSparseInitializer(bomb))))
                .containsExactly("tensor 't' must take at most 1000 bytes: declares 1000000 elements");
    }

    @Test
    void inspect_knowsFunctionsOfTheModel_butNotTheirForeignOperators() {
        NodeProto call =
                NodeProto.newBuilder().setDomain("mine").setOpType("Twice").build();
        FunctionProto.Builder twice =
                FunctionProto.newBuilder().setDomain("mine").setName("Twice");
        assertThatCode(() -> inspect(with(graph().addNode(call)).addFunctions(twice)))
                .doesNotThrowAnyException();
        twice.addNode(NodeProto.newBuilder().setDomain("theirs").setOpType("Op"));
        assertThat(problems(with(graph().addNode(call)).addFunctions(twice)))
                .containsExactly(
                        "operators must be of the domains ai.onnx, ai.onnx.ml or com.microsoft: 'Op' is of 'theirs'");
        assertThat(problems(with(graph().addNode(call)))).hasSize(1);
    }

    @Test
    void inspect_acceptsTensorsOfEveryForm() {
        GraphProto.Builder graph = graph().addInitializer(
                        tensor(1, 2).addFloatData(1).addFloatData(2))
                .addInitializer(tensor(11, 1).addDoubleData(1))
                .addInitializer(tensor(7).addInt64Data(1))
                .addInitializer(tensor(2, 2).addInt32Data(1).addInt32Data(2))
                .addInitializer(tensor(8, 1).addStringData(ByteString.copyFromUtf8("a")))
                .addInitializer(tensor(10, 3).setRawData(zeros(6)))
                .addInitializer(tensor(22, 3).setRawData(zeros(2)))
                .addInitializer(tensor(22, 4).addInt32Data(1).addInt32Data(1))
                .addInitializer(tensor(13, 1).addUint64Data(1))
                .addInitializer(tensor(1, 0, 5));
        assertThatCode(() -> inspect(with(graph))).doesNotThrowAnyException();
    }

    private static TensorProto.Builder tensor(int type, long... dimensions) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName("t").setDataType(type);
        for (long dimension : dimensions) {
            tensor.addDims(dimension);
        }
        return tensor;
    }

    private static ByteString zeros(int bytes) {
        return ByteString.copyFrom(new byte[bytes]);
    }

    private static GraphProto.Builder graph() {
        return GraphProto.newBuilder().addOutput(ValueInfoProto.newBuilder().setName("y"));
    }

    private static AttributeProto.Builder attribute() {
        return AttributeProto.newBuilder().setName("a");
    }

    private static NodeProto node(AttributeProto.Builder attribute) {
        return NodeProto.newBuilder()
                .setOpType("Constant")
                .addAttribute(attribute)
                .build();
    }

    private static ModelProto.Builder with(AttributeProto.Builder attribute) {
        return with(graph().addNode(node(attribute)));
    }

    private static ModelProto.Builder with(GraphProto.Builder graph) {
        return ModelProto.newBuilder()
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(15))
                .setGraph(graph);
    }

    private static void inspect(ModelProto.Builder model) throws ModelRefusedException {
        new GraphInspector(1000).inspect(model.build().toByteArray());
    }

    private static List<String> problems(ModelProto.Builder model) {
        return catchThrowableOfType(ModelRefusedException.class, () -> inspect(model))
                .problems();
    }
}
