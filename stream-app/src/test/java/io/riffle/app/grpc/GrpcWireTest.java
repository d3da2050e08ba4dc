package io.riffle.app.grpc;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.grpc.CallOptions;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Messages as they go over the wire, written by hand: fields and their numbers from the protocol's
 * specification/protocol/open_inference_grpc.proto, RepositoryIndex from docs/protocol/extension_model_repository.md of
 * triton-inference-server/server, bytes from protobuf's encoding (a tag is {@code number << 3 | 2} for all that has a length).
 */
class GrpcWireTest {
    private static final float PROBABILITY = (float) (1 / (1 + Math.exp(4 - 0.5 - 0.25 - 1)));

    /** FP32 0, 1, 0, 1, 2. */
    private static final String ROW = "00000000" + "0000803f" + "00000000" + "0000803f" + "00000040";

    private static final String NAME_AND_TYPE = "0a08" + ascii("features") + "1204" + ascii("FP32") + "1a020105";

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

    /** What tritonclient sends: the values in raw_input_contents (7). It reads raw_output_contents (6) and nothing else. */
    @Test
    void infer_answersRawBytes_whenItWasAskedWithRawBytes() {
        byte[] answer =
                call("ModelInfer", "0a0a" + ascii("quickstart") + "1a0137" + "2a14" + NAME_AND_TYPE + "3a14" + ROW);

        assertThat(HexFormat.of().formatHex(answer, 0, answer.length - 4))
                .isEqualTo("0a0a" + ascii("quickstart") + "120131" + "1a0137" + "2a17" + "0a0b" + ascii("probability")
                        + "1204" + ascii("FP32") + "1a020101" + "3204");
        assertThat(last(answer)).isCloseTo(PROBABILITY, within(1e-6f));
    }

    /** What KServe's client sends: the values in the contents (5) of the input, as fp32_contents (6). */
    @Test
    void infer_answersContents_whenItWasAskedWithContents() {
        byte[] answer =
                call("ModelInfer", "0a0a" + ascii("quickstart") + "2a2c" + NAME_AND_TYPE + "2a16" + "3214" + ROW);

        assertThat(HexFormat.of().formatHex(answer, 0, answer.length - 4))
                .isEqualTo("0a0a" + ascii("quickstart") + "120131" + "2a1f" + "0a0b" + ascii("probability") + "1204"
                        + ascii("FP32") + "1a020101" + "2a06" + "3204");
        assertThat(last(answer)).isCloseTo(PROBABILITY, within(1e-6f));
    }

    /** The request's parameter (4) binary_data_output, a map entry of its name (1) and of bool_param (1). */
    @Test
    void infer_answersRawBytes_whenTheyAreAskedFor() {
        byte[] answer = call(
                "ModelInfer",
                "0a0a" + ascii("quickstart") + "2218" + "0a12" + ascii("binary_data_output") + "12020801" + "2a2c"
                        + NAME_AND_TYPE + "2a16" + "3214" + ROW);
        assertThat(HexFormat.of().formatHex(answer)).contains("1a020101" + "3204");
    }

    @Test
    void index_listsTheModel() {
        assertThat(HexFormat.of().formatHex(call("RepositoryIndex", "")))
                .isEqualTo("0a16" + "0a0a" + ascii("quickstart") + "120131" + "1a05" + ascii("READY"));
    }

    private static float last(byte[] answer) {
        return ByteBuffer.wrap(answer).order(ByteOrder.LITTLE_ENDIAN).getFloat(answer.length - 4);
    }

    private static String ascii(String text) {
        return HexFormat.of().formatHex(text.getBytes(US_ASCII));
    }

    private static byte[] call(String method, String hex) {
        MethodDescriptor<byte[], byte[]> called = MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName("inference.GRPCInferenceService/" + method)
                .setRequestMarshaller(new Bytes())
                .setResponseMarshaller(new Bytes())
                .build();
        Metadata headers = new Metadata();
        headers.put(
                Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + ServedQuickstart.TOKEN);
        return ClientCalls.blockingUnaryCall(
                io.grpc.ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers)),
                called,
                CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS),
                HexFormat.of().parseHex(hex));
    }

    /** Messages as they are. */
    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] message) {
            return new ByteArrayInputStream(message);
        }

        @Override
        public byte[] parse(InputStream message) {
            try {
                return message.readAllBytes();
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }
}
