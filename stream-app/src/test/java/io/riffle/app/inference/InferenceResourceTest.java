package io.riffle.app.inference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.app.deploy.ModelVersions;
import io.riffle.app.http.Health;
import io.riffle.app.http.HealthCheck;
import io.riffle.app.http.HealthSource;
import io.riffle.app.http.HttpServer;
import io.riffle.config.ConfigLoader;
import io.riffle.config.HttpAccount;
import io.riffle.config.HttpConfig;
import io.riffle.config.HttpLimits;
import io.riffle.config.HttpRole;
import io.riffle.config.Pipeline;
import io.riffle.metrics.ServingMetrics;
import io.riffle.model.deployment.Deployment;
import io.riffle.scoring.ModelSwitch;
import io.riffle.settings.Secret;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The protocol over real HTTP, with the model of the smallest example and its manual arithmetic as the reference. */
class InferenceResourceTest {
    private static final String TOKEN = "reader-token-0123456789";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MODEL = "/v2/models/quickstart";

    private static ModelVersions versions;
    private static ModelSwitch models;
    private static Inference inference;
    private static HttpServer server;
    private static boolean ready = true;

    @BeforeAll
    static void start() throws Exception {
        Pipeline pipeline = new ConfigLoader(Map.of(), Map.of())
                .load(Path.of("..", "config", "quickstart.yaml"))
                .value();
        versions = new ModelVersions(pipeline);
        models = new ModelSwitch(versions, Deployment.initial("1"));
        inference = new Inference(pipeline, models, new RecordedInference());
        HttpConfig http = new HttpConfig(
                "127.0.0.1",
                0,
                HttpLimits.DEFAULT,
                List.of(new HttpAccount("r", HttpAccount.Kind.TOKEN, HttpRole.READ, new Secret(TOKEN))),
                Optional.empty());
        server = new HttpServer(
                http, ServingMetrics.NONE, entry -> {}, List.of(new InferenceResource(inference, health())));
    }

    @AfterAll
    static void stop() {
        server.close();
        inference.close();
        models.close();
        versions.close();
    }

    @Test
    void infer_answers_whatTheModelComputes() throws Exception {
        HttpResponse<String> response = post(
                MODEL + "/infer",
                "{\"id\":\"42\",\"inputs\":[{\"name\":\"features\",\"shape\":[2,5],\"datatype\":\"FP32\","
                        + "\"data\":[0,1,0,1,2, 1,0,1,7,8]}],\"outputs\":[{\"name\":\"probability\"}]}");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        JsonNode answer = JSON.readTree(response.body());
        assertThat(answer.path("model_name").asText()).isEqualTo("quickstart");
        assertThat(answer.path("model_version").asText()).isEqualTo("1");
        assertThat(answer.path("id").asText()).isEqualTo("42");
        JsonNode output = answer.path("outputs").path(0);
        assertThat(output.path("name").asText()).isEqualTo("probability");
        assertThat(output.path("datatype").asText()).isEqualTo("FP32");
        assertThat(output.path("shape").toString()).isEqualTo("[2,1]");
        assertThat(output.path("data").path(0).asDouble()).isCloseTo(probability(0, 1, 0, 1, 2), within());
        assertThat(output.path("data").path(1).asDouble()).isCloseTo(probability(1, 0, 1, 7, 8), within());
    }

    @Test
    void infer_takesNestedData_andAVersion() throws Exception {
        HttpResponse<String> response = post(
                MODEL + "/versions/1/infer",
                "{\"inputs\":[{\"name\":\"features\",\"shape\":[1,5],\"datatype\":\"FP32\",\"data\":[[0,1,0,1,2]]}]}");
        assertThat(JSON.readTree(response.body()).at("/outputs/0/data/0").asDouble())
                .isCloseTo(probability(0, 1, 0, 1, 2), within());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | the body must be a JSON object: was array",
                "{} | 'inputs' must be a list of tensors: was absent",
                "{\"inputs\":[7]} | 'inputs[0].name' must be text: was absent",
                "{\"inputs\":[{\"name\":\"features\",\"datatype\":\"FP8\"}]}"
                        + " | input 'features' must have one of the datatypes [FP16, FP32, FP64, INT64, INT32, UINT8, BOOL,"
                        + " BYTES]: was FP8",
                "{\"inputs\":[{\"name\":\"features\",\"datatype\":\"FP32\",\"shape\":[1,0]}]}"
                        + " | input 'features' must have a shape of whole numbers from 1: has the dimension 0",
                "{\"inputs\":[{\"name\":\"features\",\"datatype\":\"FP32\",\"shape\":[1,5],\"data\":[1,2]}]}"
                        + " | input 'features' must have 5 values for the shape [1, 5]: has 2",
                "{\"inputs\":[{\"name\":\"features\",\"datatype\":\"FP32\",\"shape\":[1,1],\"data\":[\"a\"]}]}"
                        + " | input 'features' must have values of the datatype FP32: value 0 is \"a\"",
                "{\"inputs\":[{\"name\":\"features\",\"datatype\":\"FP32\",\"shape\":[1,1],\"data\":[1e39]}]}"
                        + " | input 'features' must have values of the datatype FP32: value 0 is 1.0E39",
                "{\"inputs\":[{\"name\":\"features\",\"datatype\":\"UINT8\",\"shape\":[1,1],\"data\":[256]}]}"
                        + " | input 'features' must have values of the datatype UINT8: value 0 is 256",
                "{\"inputs\":[{\"name\":\"features\",\"datatype\":\"FP32\",\"shape\":[4611686018427387904,4],\"data\":[]}]}"
                        + " | input 'features' must have a shape that values can fill: was [4611686018427387904, 4]",
                "{\"inputs\":[{\"name\":\"features\",\"datatype\":\"FP64\",\"shape\":[1,5],\"data\":[1,2,3,4,5]}]}"
                        + " | input 'features' must have the datatype FP32: was FP64",
            })
    void infer_is400_inTheCallersWords(String body, String message) throws Exception {
        HttpResponse<String> response = post(MODEL + "/infer", body);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(response.body()).path("error").asText()).isEqualTo(message);
    }

    @Test
    void metadata_describesTheModel() throws Exception {
        JsonNode model = JSON.readTree(get(MODEL, TOKEN).body());
        assertThat(model.path("versions").toString()).isEqualTo("[\"1\"]");
        assertThat(model.path("platform").asText()).isEqualTo("onnx_onnxv1");
        assertThat(model.path("inputs").toString())
                .isEqualTo("[{\"name\":\"features\",\"datatype\":\"FP32\",\"shape\":[-1,5]}]");
        assertThat(model.at("/outputs/0/name").asText()).isEqualTo("probability");
        assertThat(get(MODEL + "/versions/1/ready", TOKEN).statusCode()).isEqualTo(200);
        assertThat(get(MODEL + "/versions/2/ready", TOKEN).statusCode()).isEqualTo(404);
        assertThat(get("/v2/models/other", TOKEN).statusCode()).isEqualTo(404);
        assertThat(get("/v2", TOKEN).body())
                .contains("\"name\":\"riffle\"")
                .contains("\"extensions\":[\"binary_tensor_data\"]");
    }

    @Test
    void health_isOpen_andTheRestAsksForAToken() throws Exception {
        assertThat(get("/v2/health/live", "").statusCode()).isEqualTo(200);
        assertThat(get("/v2/health/ready", "").statusCode()).isEqualTo(200);
        ready = false;
        assertThat(get("/v2/health/ready", "").statusCode()).isEqualTo(503);
        ready = true;
        assertThat(get(MODEL, "").statusCode()).isEqualTo(401);
        assertThat(get("/v2", "").statusCode()).isEqualTo(401);
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(1e-6);
    }

    /** As the comment in the model's folder has it, from transformed values. */
    private static double probability(double amount, double web, double store, double count, double sum) {
        double logit = -4 + 1.5 * amount + 0.5 * web - 0.5 * store + 0.25 * count + 0.5 * sum;
        return 1 / (1 + Math.exp(-logit));
    }

    private static HealthSource health() {
        return new HealthSource() {
            @Override
            public Health live() {
                return new Health(List.of());
            }

            @Override
            public Health ready() {
                return new Health(List.of(new HealthCheck("test", ready, Map.of())));
            }

            @Override
            public Health started() {
                return live();
            }
        };
    }

    private static HttpResponse<String> post(String path, String body) throws Exception {
        return send(request(path, TOKEN).POST(BodyPublishers.ofString(body)).build());
    }

    private static HttpResponse<String> get(String path, String token) throws Exception {
        return send(request(path, token).build());
    }

    private static HttpRequest.Builder request(String path, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
