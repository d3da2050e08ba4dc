package io.riffle.app.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.ByteString;
import io.grpc.Compressor;
import io.grpc.CompressorRegistry;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.riffle.app.inference.RawValues;
import io.riffle.feature.TensorType;
import io.riffle.inference.v2.GRPCInferenceServiceGrpc;
import io.riffle.inference.v2.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import io.riffle.inference.v2.InferParameter;
import io.riffle.inference.v2.InferTensorContents;
import io.riffle.inference.v2.ModelInferRequest;
import io.riffle.inference.v2.ModelInferRequest.InferInputTensor;
import io.riffle.inference.v2.ModelInferRequest.InferRequestedOutputTensor;
import io.riffle.inference.v2.ModelInferResponse;
import io.riffle.inference.v2.ModelMetadataRequest;
import io.riffle.inference.v2.ModelMetadataResponse;
import io.riffle.inference.v2.ModelReadyRequest;
import io.riffle.inference.v2.ModelStreamInferResponse;
import io.riffle.inference.v2.RepositoryIndexRequest;
import io.riffle.inference.v2.RepositoryIndexResponse;
import io.riffle.inference.v2.ServerLiveRequest;
import io.riffle.inference.v2.ServerMetadataRequest;
import io.riffle.inference.v2.ServerReadyRequest;
import io.riffle.scoring.Tensor;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The protocol through a real client, with the model of the smallest example. */
class GrpcServerTest {
    private static final String TOKEN = ServedQuickstart.TOKEN;
    private static final float[] ROW = {0, 1, 0, 1, 2};

    /** logit = -4 + 0.5 [web] + 0.25 count + 0.5 sum, for the row above. */
    private static final double PROBABILITY = 1 / (1 + Math.exp(4 - 0.5 - 0.25 - 1));

    private static ServedQuickstart quickstart;
    private static ManagedChannel channel;

    @BeforeAll
    static void start() throws Exception {
        quickstart = new ServedQuickstart(Optional.empty());
        channel = NettyChannelBuilder.forAddress(
                        "127.0.0.1", quickstart.server().port(), InsecureChannelCredentials.create())
                .build();
    }

    @AfterAll
    static void stop() {
        channel.shutdownNow();
        quickstart.close();
    }

    @Test
    void infer_answers_fromContentsAndFromRawBytes() {
        ModelInferResponse contents = client(TOKEN).modelInfer(request("7", ROW));
        assertThat(contents.getId()).isEqualTo("7");
        assertThat(contents.getModelVersion()).isEqualTo("1");
        assertThat(contents.getOutputs(0).getName()).isEqualTo("probability");
        assertThat(contents.getOutputs(0).getShapeList()).containsExactly(1L, 1L);
        assertThat((double) contents.getOutputs(0).getContents().getFp32Contents(0))
                .isCloseTo(PROBABILITY, within(1e-6));

        ByteBuffer raw = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(ROW);
        ModelInferResponse bytes = client(TOKEN)
                .modelInfer(ModelInferRequest.newBuilder()
                        .setModelName("quickstart")
                        .addInputs(input())
                        .addRawInputContents(ByteString.copyFrom(raw))
                        .build());
        assertThat(bytes.getOutputs(0).hasContents()).isFalse();
        assertThat(bytes.getOutputs(0).getShapeList()).containsExactly(1L, 1L);
        assertThat(bytes.getRawOutputContentsList())
                .containsExactly(
                        littleEndian(contents.getOutputs(0).getContents().getFp32Contents(0)));
        assertThat(contents.getRawOutputContentsList()).isEmpty();
    }

    /** Who sends contents may ask for bytes, of all outputs or of one, and the other way round. */
    @Test
    void outputs_areInTheFormThatIsAskedFor() {
        InferParameter yes = InferParameter.newBuilder().setBoolParam(true).build();
        InferRequestedOutputTensor output =
                InferRequestedOutputTensor.newBuilder().setName("probability").build();

        ModelInferResponse all = client(TOKEN)
                .modelInfer(request("", ROW).toBuilder()
                        .putParameters("binary_data_output", yes)
                        .build());
        assertThat(all.getRawOutputContentsCount()).isEqualTo(1);

        ModelInferResponse one = client(TOKEN)
                .modelInfer(request("", ROW).toBuilder()
                        .addOutputs(output.toBuilder().putParameters("binary_data", yes))
                        .build());
        assertThat(one.getRawOutputContentsCount()).isEqualTo(1);

        ModelInferResponse none = client(TOKEN)
                .modelInfer(ModelInferRequest.newBuilder()
                        .setModelName("quickstart")
                        .addInputs(input())
                        .addRawInputContents(littleEndian(ROW))
                        .addOutputs(output.toBuilder()
                                .putParameters(
                                        "binary_data",
                                        InferParameter.getDefaultInstance().toBuilder()
                                                .setBoolParam(false)
                                                .build()))
                        .build());
        assertThat(none.getRawOutputContentsCount()).isZero();
        assertThat(none.getOutputs(0).getContents().getFp32ContentsCount()).isEqualTo(1);
    }

    private static ByteString littleEndian(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return ByteString.copyFrom(bytes);
    }

    @Test
    void errors_areStatuses_inTheCallersWords() {
        refused(
                Status.Code.INVALID_ARGUMENT,
                "input 'features' must have values for the shape [1, 5]: has 2",
                request("", 1, 2));
        refused(
                Status.Code.NOT_FOUND,
                "the model must be the pipeline's, 'quickstart': was 'other'",
                request("", ROW).toBuilder().setModelName("other").build());
        refused(
                Status.Code.INVALID_ARGUMENT,
                "raw_input_contents must have bytes for each of 1 inputs: has 2",
                request("", ROW).toBuilder()
                        .addRawInputContents(ByteString.EMPTY)
                        .addRawInputContents(ByteString.EMPTY)
                        .build());
        refused(
                Status.Code.INVALID_ARGUMENT,
                "input 'features' must have 4 bytes per value: has 3 bytes",
                ModelInferRequest.newBuilder()
                        .setModelName("quickstart")
                        .addInputs(input())
                        .addRawInputContents(ByteString.copyFrom(new byte[3]))
                        .build());
        refused(
                Status.Code.INVALID_ARGUMENT,
                "input 'features' must have contents or raw_input_contents: has both",
                request("", ROW).toBuilder()
                        .addRawInputContents(littleEndian(ROW))
                        .build());
        refused(
                Status.Code.INVALID_ARGUMENT,
                "input 'features' must have one of the datatypes [FP16, FP32, FP64, INT64, INT32, UINT8, BOOL, BYTES]: was"
                        + " BF16",
                of("BF16"));
        refused(
                Status.Code.INVALID_ARGUMENT,
                "input 'features' must come in raw_input_contents: FP16 has no contents",
                of("FP16"));
        refused(
                Status.Code.INVALID_ARGUMENT,
                "input 'features' must have no parameter shared_memory_region: shared memory is not served",
                request("", ROW).toBuilder()
                        .setInputs(
                                0,
                                input().toBuilder()
                                        .putParameters(
                                                "shared_memory_region",
                                                InferParameter.newBuilder()
                                                        .setStringParam("r")
                                                        .build()))
                        .build());
        assertThatThrownBy(() -> client("wrong").modelInfer(request("", ROW)))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        failure -> assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED));
    }

    /** An error is the answer to one request; the stream goes on. */
    @Test
    void stream_answersInOrder_alsoErrors() throws Exception {
        BlockingQueue<String> answers = new LinkedBlockingQueue<>();
        StreamObserver<ModelInferRequest> requests = GRPCInferenceServiceGrpc.newStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(authorization(TOKEN)))
                .modelStreamInfer(new StreamObserver<>() {
                    @Override
                    public void onNext(ModelStreamInferResponse answer) {
                        answers.add(answer.getInferResponse().getId() + " " + answer.getErrorMessage());
                    }

                    @Override
                    public void onError(Throwable failure) {
                        answers.add(String.valueOf(failure));
                    }

                    @Override
                    public void onCompleted() {
                        answers.add("end");
                    }
                });
        requests.onNext(request("a", ROW));
        requests.onNext(request("b", 1));
        requests.onNext(request("c", ROW));
        requests.onCompleted();

        assertThat(answers.poll(20, TimeUnit.SECONDS)).isEqualTo("a ");
        assertThat(answers.poll(20, TimeUnit.SECONDS))
                .isEqualTo("b input 'features' must have values for the shape [1, 5]: has 1");
        assertThat(answers.poll(20, TimeUnit.SECONDS)).isEqualTo("c ");
        assertThat(answers.poll(20, TimeUnit.SECONDS)).isEqualTo("end");
    }

    @Test
    void metadata_andReadiness_areThoseOfHttp() {
        ModelMetadataResponse model = client(TOKEN)
                .modelMetadata(
                        ModelMetadataRequest.newBuilder().setName("quickstart").build());
        assertThat(model.getVersionsList()).containsExactly("1");
        assertThat(model.getInputs(0).getShapeList()).containsExactly(-1L, 5L);
        assertThat(ready("1")).isTrue();
        assertThat(ready("2")).isFalse();
        assertThat(client("").serverLive(ServerLiveRequest.getDefaultInstance()).getLive())
                .isTrue();
        assertThat(client("")
                        .serverReady(ServerReadyRequest.getDefaultInstance())
                        .getReady())
                .isTrue();
    }

    /** The extensions that are not the protocol's own. */
    @Test
    void index_andExtensions_areThoseOfHttp() {
        RepositoryIndexResponse index = client(TOKEN).repositoryIndex(RepositoryIndexRequest.getDefaultInstance());
        assertThat(index.getModelsList())
                .containsExactly(RepositoryIndexResponse.ModelIndex.newBuilder()
                        .setName("quickstart")
                        .setVersion("1")
                        .setState("READY")
                        .build());
        assertThat(client(TOKEN)
                        .serverMetadata(ServerMetadataRequest.getDefaultInstance())
                        .getExtensionsList())
                .containsExactly("binary_tensor_data");
    }

    /** As with tritonclient's compression_algorithm. */
    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate"})
    void request_isUnpacked(String coding) {
        ManagedChannel packing = NettyChannelBuilder.forAddress(
                        "127.0.0.1", quickstart.server().port(), InsecureChannelCredentials.create())
                .compressorRegistry(compressors())
                .build();
        try {
            ModelInferResponse answer = GRPCInferenceServiceGrpc.newBlockingStub(packing)
                    .withDeadlineAfter(20, TimeUnit.SECONDS)
                    .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(authorization(TOKEN)))
                    .withCompression(coding)
                    .modelInfer(request("9", ROW));
            assertThat(answer.getId()).isEqualTo("9");
        } finally {
            packing.shutdownNow();
        }
    }

    private static CompressorRegistry compressors() {
        CompressorRegistry registry = CompressorRegistry.getDefaultInstance();
        registry.register(new Compressor() {
            @Override
            public String getMessageEncoding() {
                return "deflate";
            }

            @Override
            public OutputStream compress(OutputStream target) {
                return new DeflaterOutputStream(target);
            }
        });
        return registry;
    }

    /** There and back, in both forms. */
    @ParameterizedTest
    @EnumSource(TensorType.class)
    void values_surviveBothForms_whateverTheirType(TensorType type) {
        Object values = switch (type) {
            case FLOAT16, FLOAT32 -> new float[] {1.5f, -2};
            case FLOAT64 -> new double[] {1.5, -2};
            case INT64 -> new long[] {1L << 40, -2};
            case INT32 -> new int[] {1 << 20, -2};
            case UINT8 -> new int[] {255, 0};
            case BOOL -> new boolean[] {true, false};
            case STRING -> new String[] {"ä", ""};
        };
        Tensor tensor = new Tensor("x", type, List.of(2L), values);
        assertThat(RawValues.values(type, RawValues.bytes(tensor))).isEqualTo(values);
        if (type != TensorType.FLOAT16) {
            assertThat(Contents.values(type, Contents.of(tensor))).isEqualTo(values);
        }
    }

    private static boolean ready(String version) {
        ModelReadyRequest request = ModelReadyRequest.newBuilder()
                .setName("quickstart")
                .setVersion(version)
                .build();
        return client(TOKEN).modelReady(request).getReady();
    }

    private static void refused(Status.Code code, String message, ModelInferRequest request) {
        assertThatThrownBy(() -> client(TOKEN).modelInfer(request))
                .isInstanceOfSatisfying(StatusRuntimeException.class, failure -> {
                    assertThat(failure.getStatus().getCode()).isEqualTo(code);
                    assertThat(failure.getStatus().getDescription()).isEqualTo(message);
                });
    }

    private static ModelInferRequest request(String id, float... row) {
        InferTensorContents.Builder contents = InferTensorContents.newBuilder();
        for (float value : row) {
            contents.addFp32Contents(value);
        }
        return ModelInferRequest.newBuilder()
                .setModelName("quickstart")
                .setId(id)
                .addInputs(input().toBuilder().setContents(contents))
                .build();
    }

    private static ModelInferRequest of(String datatype) {
        return request("", ROW).toBuilder()
                .setInputs(0, request("", ROW).getInputs(0).toBuilder().setDatatype(datatype))
                .build();
    }

    private static InferInputTensor input() {
        return InferInputTensor.newBuilder()
                .setName("features")
                .setDatatype("FP32")
                .addShape(1)
                .addShape(5)
                .build();
    }

    private static GRPCInferenceServiceBlockingStub client(String token) {
        return GRPCInferenceServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(20, TimeUnit.SECONDS)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(authorization(token)));
    }

    private static Metadata authorization(String token) {
        Metadata headers = new Metadata();
        if (!token.isEmpty()) {
            headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
        }
        return headers;
    }
}
