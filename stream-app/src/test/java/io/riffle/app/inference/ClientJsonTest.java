package io.riffle.app.inference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.feature.TensorType;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * JSON as the clients of KServe and MLServer write it, after the section "Inference Request JSON Object" of the Open
 * Inference Protocol (specification/protocol/inference_rest.md): what Python's {@code json.dumps} makes of NumPy values.
 */
class ClientJsonTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String INFER = "/v2/models/echo/infer";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "FP32  | [1.5, NaN]                  | [1.5,null]",
                "FP32  | [Infinity, -Infinity]       | [null,null]",
                "FP64  | [NaN, 1e300]                | [null,1.0E300]",
                "FP32  | [null, 1]                   | [null,1.0]",
                "FP32  | [[1, 2]]                    | [1.0,2.0]",
                "BOOL  | [0, 1]                      | [false,true]",
                "BOOL  | [true, false]               | [true,false]",
                "BOOL  | [1.0, 0.0]                  | [true,false]",
                "INT64 | [1.0, -2.0]                 | [1,-2]",
                "INT64 | [9223372036854775807, 0]    | [9223372036854775807,0]",
                "INT32 | [1.0, 2]                    | [1,2]",
                "UINT8 | [255.0, 0]                  | [255,0]",
                "BYTES | [`a`, `b`]                  | [`a`,`b`]",
                "FP16  | [1.5, -2]                   | [1.5,-2.0]",
            })
    void values_areTaken_inEachSpelling(String datatype, String data, String answered) throws Exception {
        HttpResponse<byte[]> response = ask(datatype, data.replace('`', '"'));
        assertThat(text(response)).contains("\"data\":" + answered.replace('`', '"'));
    }

    /** What would be another value than was written is not taken. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "BOOL  | [2, 1]                    | input 'BOOL' must have values of the datatype BOOL: value 0 is 2",
                "BOOL  | [\"true\", true]        | input 'BOOL' must have values of the datatype BOOL: value 0 is \"true\"",
                "INT64 | [1.5, 1]                  | input 'INT64' must have values of the datatype INT64: value 0 is 1.5",
                "INT64 | [9007199254740994.0, 1]   | input 'INT64' must have values of the datatype INT64: value 0 is 9.007199254740994E15",
                "INT64 | [NaN, 1]                  | input 'INT64' must have values of the datatype INT64: value 0 is \"NaN\"",
                "INT64 | [9223372036854775808, 1]  | input 'INT64' must have values of the datatype INT64: value 0 is 9223372036854775808",
                "INT32 | [2147483648.0, 1]         | input 'INT32' must have values of the datatype INT32: value 0 is 2.147483648E9",
                "UINT8 | [-1.0, 1]                 | input 'UINT8' must have values of the datatype UINT8: value 0 is -1.0",
                "FP64  | [1e400, 1]                | the body must be JSON: a number must fit into 64 bits: was 1e400 (line 1, column 72)",
                "FP32  | [1, \"2\"]              | input 'FP32' must have values of the datatype FP32: value 1 is \"2\"",
                "FP32  | [[1], [2]]                | input 'FP32' must have its 'data' flat or nested as the shape [1, 2]: is neither",
                "FP32  | [[1, 2], []]              | input 'FP32' must have its 'data' flat or nested as the shape [1, 2]: is neither",
            })
    void values_areRefused_whenTheyAreNoneOfTheType(String datatype, String data, String message) throws Exception {
        HttpResponse<byte[]> response = ask(datatype, data);
        assertThat(JSON.readTree(response.body()).path("error").asText()).isEqualTo(message);
        assertThat(response.statusCode()).isEqualTo(400);
    }

    /** MLServer's client writes null for what was not set, and content types for codecs. */
    @Test
    void request_isTaken_withNullsAndParameters() throws Exception {
        try (EchoServer server = new EchoServer(new EchoModel(TensorType.FLOAT32))) {
            HttpResponse<byte[]> response = server.post(
                    INFER,
                    ("{\"id\":null,\"parameters\":{\"content_type\":\"np\",\"headers\":null},\"inputs\":[{\"name\":\"FP32\","
                                    + "\"shape\":[2,2],\"datatype\":\"FP32\",\"parameters\":{\"content_type\":\"np\"},"
                                    + "\"data\":[1,2,3,4]}],\"outputs\":null}")
                            .getBytes(UTF_8));
            assertThat(text(response))
                    .isEqualTo("{\"model_name\":\"echo\",\"model_version\":\"3\",\"outputs\":[{\"name\":\"FP32_out\","
                            + "\"shape\":[2,2],\"datatype\":\"FP32\",\"data\":[1.0,2.0,3.0,4.0]}]}");
        }
    }

    /** Left out of account they would make another question of it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"parameters\":{\"shared_memory_region\":\"r\",\"shared_memory_byte_size\":8} | "
                        + " | input 'FP32' must have no parameter shared_memory_region: shared memory is not served",
                "\"data\":[1,2] | \"outputs\":[{\"name\":\"FP32_out\",\"parameters\":{\"classification\":2}}]"
                        + " | output 'FP32_out' must have no parameter classification: the classification extension is not"
                        + " served",
                "\"data\":[1,2],\"parameters\":{\"content_type\":\"base64\"} | "
                        + " | input 'FP32' must have its values as they are: the content_type base64 is not served",
                "\"data\":[1,2],\"parameters\":7 | | 'inputs[0].parameters' must be an object: was number",
                "\"data\":[1,2] | \"parameters\":{\"binary_data_output\":1}"
                        + " | 'parameters.binary_data_output' must be true or false: was 1",
                "\"data\":[1,2] | \"outputs\":\"FP32_out\" | 'outputs' must be a list: was string",
                "\"data\":[1,2] | \"outputs\":[{\"name\":\"FP32_out\"},{\"name\":\"FP32_out\"}]"
                        + " | output 'FP32_out' must be asked for once: was more often",
            })
    void parameters_areRefused_whenTheyAskForWhatIsNotServed(String input, String rest, String message)
            throws Exception {
        try (EchoServer server = new EchoServer(new EchoModel(TensorType.FLOAT32))) {
            HttpResponse<byte[]> response = server.post(
                    INFER,
                    ("{\"inputs\":[{\"name\":\"FP32\",\"shape\":[1,2],\"datatype\":\"FP32\"," + input + "}]"
                                    + (rest == null ? "" : "," + rest) + "}")
                            .getBytes(UTF_8));
            assertThat(JSON.readTree(response.body()).path("error").asText()).isEqualTo(message);
            assertThat(response.statusCode()).isEqualTo(400);
        }
    }

    /** The model repository extension's index; tritonclient sends nothing with it, others an object. */
    @Test
    void index_listsWhatAnswers() throws Exception {
        try (EchoServer server = new EchoServer(new EchoModel(TensorType.FLOAT32))) {
            for (String body : new String[] {"", "{}", "{\"ready\":true}"}) {
                assertThat(text(server.post("/v2/repository/index", body.getBytes(UTF_8))))
                        .isEqualTo("[{\"name\":\"echo\",\"version\":\"3\",\"state\":\"READY\",\"reason\":\"\"}]");
            }
            JsonNode error = JSON.readTree(
                    server.post("/v2/repository/index", "[]".getBytes(UTF_8)).body());
            assertThat(error.path("error").asText()).isEqualTo("the body must be a JSON object or absent");
        }
    }

    private static HttpResponse<byte[]> ask(String datatype, String data) throws Exception {
        try (EchoServer server = new EchoServer(new EchoModel(Datatypes.of("x", datatype)))) {
            return server.post(
                    INFER,
                    ("{\"inputs\":[{\"name\":\"" + datatype + "\",\"shape\":[1,2],\"datatype\":\"" + datatype
                                    + "\",\"data\":" + data + "}]}")
                            .getBytes(UTF_8));
        }
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), UTF_8);
    }
}
