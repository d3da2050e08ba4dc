package io.riffle.app.inference;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.feature.TensorType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The binary tensor data extension as clients send and read it. Bytes are written by hand from its specification
 * (docs/protocol/extension_binary_data.md of triton-inference-server/server): little-endian, row by row, a byte of 0 or 1 per
 * BOOL, the length in four bytes in front of each of BYTES; inputs behind the JSON in the order of the JSON. Heads are what
 * tritonclient's {@code http._get_inference_request} makes.
 */
class BinaryTensorsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String INFER = "/v2/models/echo/infer";

    private static EchoServer one;
    private static EchoServer all;

    @BeforeAll
    static void start() throws Exception {
        one = new EchoServer(new EchoModel(TensorType.FLOAT32));
        all = new EchoServer(EchoModel.ofAll());
    }

    @AfterAll
    static void stop() {
        one.close();
        all.close();
    }

    /** 1.5 and -2 as IEEE 754 of each width, 2^40 and -2, 255 and 0, true and false, "ä" and "". */
    @ParameterizedTest
    @CsvSource({
        "FP16,  003e00c0",
        "FP32,  0000c03f000000c0",
        "FP64,  000000000000f83f00000000000000c0",
        "INT64, 0000000000010000feffffffffffffff",
        "INT32, 00001000feffffff",
        "UINT8, ff00",
        "BOOL,  0100",
        "BYTES, 02000000c3a400000000",
    })
    void values_comeBackAsTheyCame_whateverTheirType(String datatype, String hex) throws Exception {
        try (EchoServer server = new EchoServer(new EchoModel(type(datatype)))) {
            byte[] values = HexFormat.of().parseHex(hex);
            byte[] head = ascii("{\"inputs\":[{\"name\":\"" + datatype + "\",\"shape\":[1,2],\"datatype\":\"" + datatype
                    + "\",\"parameters\":{\"binary_data_size\":" + values.length
                    + "}}],\"parameters\":{\"binary_data_output\":true}}");

            HttpResponse<byte[]> response = server.post(INFER, join(head, values), header(head));

            assertThat(response.statusCode()).as(text(response)).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type")).contains("application/octet-stream");
            int length = headLength(response);
            assertThat(new String(response.body(), 0, length, UTF_8))
                    .isEqualTo("{\"model_name\":\"echo\",\"model_version\":\"3\",\"outputs\":[{\"name\":\"" + datatype
                            + "_out\",\"shape\":[1,2],\"datatype\":\"" + datatype
                            + "\",\"parameters\":{\"binary_data_size\":" + values.length + "}}]}");
            assertThat(Arrays.copyOfRange(response.body(), length, response.body().length))
                    .isEqualTo(values);
        }
    }

    /** Several inputs, some behind the JSON and some in it; outputs in the order and the form that is asked for. */
    @Test
    void inputs_mayBeMixed_andOutputsChosen() throws Exception {
        byte[] head = ascii("{\"id\":\"7\",\"inputs\":["
                + "{\"name\":\"FP32\",\"shape\":[1,2],\"datatype\":\"FP32\",\"parameters\":{\"binary_data_size\":8}},"
                + "{\"name\":\"INT64\",\"shape\":[1,2],\"datatype\":\"INT64\",\"data\":[1,2]},"
                + "{\"name\":\"BYTES\",\"shape\":[1,2],\"datatype\":\"BYTES\",\"parameters\":{\"binary_data_size\":10}},"
                + "{\"name\":\"FP16\",\"shape\":[1,2],\"datatype\":\"FP16\",\"data\":[1.5,-2]},"
                + "{\"name\":\"FP64\",\"shape\":[1,2],\"datatype\":\"FP64\",\"data\":[1.5,-2]},"
                + "{\"name\":\"INT32\",\"shape\":[1,2],\"datatype\":\"INT32\",\"data\":[1,2]},"
                + "{\"name\":\"UINT8\",\"shape\":[1,2],\"datatype\":\"UINT8\",\"data\":[1,2]},"
                + "{\"name\":\"BOOL\",\"shape\":[1,2],\"datatype\":\"BOOL\",\"parameters\":{\"binary_data_size\":2}}],"
                + "\"outputs\":[{\"name\":\"BYTES_out\",\"parameters\":{\"binary_data\":true}},"
                + "{\"name\":\"BOOL_out\",\"parameters\":{\"binary_data\":false}},"
                + "{\"name\":\"FP32_out\",\"parameters\":{\"binary_data\":true}}]}");
        byte[] tail = HexFormat.of().parseHex("0000c03f000000c0" + "01000000610100000062" + "0001");

        HttpResponse<byte[]> response = all.post(INFER, join(head, tail), header(head));

        assertThat(response.statusCode()).as(text(response)).isEqualTo(200);
        int length = headLength(response);
        JsonNode answer = JSON.readTree(response.body(), 0, length);
        assertThat(answer.path("id").asText()).isEqualTo("7");
        assertThat(answer.at("/outputs/0/name").asText()).isEqualTo("BYTES_out");
        assertThat(answer.at("/outputs/0/parameters/binary_data_size").asInt()).isEqualTo(10);
        assertThat(answer.at("/outputs/1/data").toString()).isEqualTo("[false,true]");
        assertThat(answer.at("/outputs/1/parameters").isMissingNode()).isTrue();
        assertThat(HexFormat.of().formatHex(response.body(), length, response.body().length))
                .isEqualTo("01000000610100000062" + "0000c03f000000c0");
    }

    /** What is asked of one output is stronger than what is asked of all. */
    @Test
    void output_isJson_whenItSaysSoItself() throws Exception {
        HttpResponse<byte[]> response = one.post(
                INFER,
                ascii("{\"inputs\":[{\"name\":\"FP32\",\"shape\":[1,2],\"datatype\":\"FP32\",\"data\":[1,2]}],"
                        + "\"outputs\":[{\"name\":\"FP32_out\",\"parameters\":{\"binary_data\":false}}],"
                        + "\"parameters\":{\"binary_data_output\":true}}"));
        assertThat(JSON.readTree(response.body()).at("/outputs/0/data").toString())
                .isEqualTo("[1.0,2.0]");
        assertThat(response.headers().firstValue(BinaryTail.HEADER)).isEmpty();
    }

    /** JSON has no infinity and no NaN of several kinds; bytes have. */
    @Test
    void bytes_keepWhatJsonCannotWrite() throws Exception {
        byte[] values = HexFormat.of().parseHex("0000807f0000c07f");
        byte[] head = ascii("{\"inputs\":[{\"name\":\"FP32\",\"shape\":[1,2],\"datatype\":\"FP32\",\"parameters\":"
                + "{\"binary_data_size\":8}}],\"parameters\":{\"binary_data_output\":true}}");
        HttpResponse<byte[]> response = one.post(INFER, join(head, values), header(head));
        assertThat(Arrays.copyOfRange(response.body(), headLength(response), response.body().length))
                .isEqualTo(values);
    }

    /** As with tritonclient's request_compression_algorithm; the header tells the length before packing. */
    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate"})
    void body_isUnpacked_whenItSaysHowItIsPacked(String coding) throws Exception {
        byte[] head = ascii("{\"inputs\":[{\"name\":\"FP32\",\"shape\":[1,2],\"datatype\":\"FP32\",\"parameters\":"
                + "{\"binary_data_size\":8}}]}");
        byte[] body = join(head, HexFormat.of().parseHex("0000c03f000000c0"));

        HttpResponse<byte[]> response = one.post(
                INFER,
                packed(coding, body),
                "Content-Encoding",
                coding,
                BinaryTail.HEADER,
                Integer.toString(head.length));

        assertThat(response.statusCode()).as(text(response)).isEqualTo(200);
        assertThat(JSON.readTree(response.body()).at("/outputs/0/data").toString())
                .isEqualTo("[1.5,-2.0]");
    }

    /** A few kilobytes must not become gigabytes here. */
    @Test
    void body_isRefused_whenItIsTooLargeUnpacked_orNotWhatItSays() throws Exception {
        byte[] bomb = packed("gzip", new byte[8 << 20]);
        refused(413, "the body must have at most 1048576 bytes: has more", bomb, "Content-Encoding", "gzip");
        refused(
                400,
                "the body must be gzip, as Content-Encoding says: Not in GZIP format",
                ascii("{}"),
                "Content-Encoding",
                "gzip");
        refused(
                415,
                "Content-Encoding must be gzip, deflate or absent: was 'br'",
                ascii("{}"),
                "Content-Encoding",
                "br");
    }

    @Test
    void body_isRefused_whenItsPartsDoNotFit() throws Exception {
        byte[] head = ascii("{\"inputs\":[{\"name\":\"FP32\",\"shape\":[1,2],\"datatype\":\"FP32\",\"parameters\":"
                + "{\"binary_data_size\":8}}]}");
        byte[] values = new byte[8];
        refused(
                400,
                "input 'FP32' must stand behind the JSON, and the header Inference-Header-Content-Length must say where"
                        + " the JSON ends: the header is absent",
                head);
        refused(
                400,
                "Inference-Header-Content-Length must be the length of the JSON, at most the body's 104: was '109'",
                join(head, values),
                BinaryTail.HEADER,
                "109");
        refused(
                400,
                "Inference-Header-Content-Length must be the length of the JSON, at most the body's 104: was '-1'",
                join(head, values),
                BinaryTail.HEADER,
                "-1");
        refused(
                400,
                "input 'FP32' must have as binary_data_size at most the 7 bytes that are left: was 8",
                join(head, new byte[7]),
                header(head));
        refused(
                400,
                "the body must end with its last input: 1 bytes are left (each input behind the JSON says its"
                        + " binary_data_size)",
                join(head, new byte[9]),
                header(head));
        byte[] short6 = ascii(new String(head, US_ASCII).replace(":8}", ":6}"));
        refused(
                400,
                "input 'FP32' must have 4 bytes per value: has 6 bytes",
                join(short6, new byte[6]),
                header(short6));
        byte[] short4 = ascii(new String(head, US_ASCII).replace(":8}", ":4}"));
        refused(
                400,
                "input 'FP32' must have 2 values for the shape [1, 2]: has 1",
                join(short4, new byte[4]),
                header(short4));
        byte[] both = ascii(new String(head, US_ASCII).replace(":8}", ":8},\"data\":[1,2]"));
        refused(400, "input 'FP32' must have 'data' or binary_data_size: has both", join(both, values), header(both));
        byte[] text = ascii(new String(head, US_ASCII).replace(":8}", ":\"8\"}"));
        refused(
                400,
                "input 'FP32' must have as binary_data_size a number of bytes: was \"8\"",
                join(text, values),
                header(text));
    }

    @Test
    void texts_areRefused_whenTheyAreNone() throws Exception {
        byte[] head = ascii("{\"inputs\":[{\"name\":\"BYTES\",\"shape\":[1,2],\"datatype\":\"BYTES\",\"parameters\":"
                + "{\"binary_data_size\":10}}]}");
        refused(
                400,
                "input 'BYTES' must have texts in UTF-8: text 1 is not",
                join(head, HexFormat.of().parseHex("010000006101000000ff")),
                header(head));
        refused(
                400,
                "input 'BYTES' must have the length of each text in front of it: text 0 has not",
                join(head, HexFormat.of().parseHex("ffffff7f610100000062")),
                header(head));
    }

    private static void refused(int status, String message, byte[] body, String... headers) throws Exception {
        HttpResponse<byte[]> response = one.post(INFER, body, headers);
        assertThat(text(response))
                .isEqualTo("{\"status\":" + status + ",\"error\":" + JSON.writeValueAsString(message) + "}");
        assertThat(response.statusCode()).isEqualTo(status);
    }

    private static TensorType type(String datatype) {
        return Datatypes.of("x", datatype);
    }

    private static byte[] packed(String coding, byte[] body) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out =
                coding.equals("gzip") ? new GZIPOutputStream(packed) : new DeflaterOutputStream(packed)) {
            out.write(body);
        }
        return packed.toByteArray();
    }

    private static String[] header(byte[] head) {
        return new String[] {BinaryTail.HEADER, Integer.toString(head.length)};
    }

    private static int headLength(HttpResponse<byte[]> response) {
        return Integer.parseInt(response.headers().firstValue(BinaryTail.HEADER).orElseThrow());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }

    private static byte[] join(byte[] head, byte[] tail) {
        byte[] joined = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, joined, head.length, tail.length);
        return joined;
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), UTF_8);
    }
}
