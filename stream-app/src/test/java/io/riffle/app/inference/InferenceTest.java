package io.riffle.app.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.riffle.app.http.RequestException;
import io.riffle.config.InferenceConfig;
import io.riffle.feature.TensorType;
import io.riffle.scoring.ActiveModels;
import io.riffle.scoring.Tensor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of requests that come together, are too many, too late or wrong. */
class InferenceTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final TwinModel model = new TwinModel();
    private final RecordedInference metrics = new RecordedInference();
    private Inference inference = inference(64, 100, LONG);

    @AfterEach
    void close() {
        inference.close();
    }

    @Test
    void requests_areRunTogether_whenTheyComeAtTheSameTime() throws Exception {
        List<CompletableFuture<InferAnswer>> answers = whileHeld(5, 1);

        for (int i = 0; i < 5; i++) {
            assertThat(values(answers.get(i).get(20, TimeUnit.SECONDS))).containsExactly(2f * i, 200);
        }
        assertThat(model.batches()).containsExactly(1, 5);
        assertThat(metrics.batches).containsExactly(1, 5);
    }

    @Test
    void batch_isFull_atItsLargestSize() throws Exception {
        inference.close();
        inference = inference(4, 100, LONG);
        List<CompletableFuture<InferAnswer>> answers = whileHeld(5, 2);
        for (CompletableFuture<InferAnswer> answer : answers) {
            answer.get(20, TimeUnit.SECONDS);
        }
        assertThat(model.batches()).containsExactly(2, 4, 4, 2);
    }

    /** One caller's bad row must not cost the others their answer. */
    @Test
    void request_failsAlone_whenABatchFails() throws Exception {
        model.hold();
        CompletableFuture<InferAnswer> first = ask(input(0, 1));
        await().until(() -> metrics.batches.size() == 1);
        CompletableFuture<InferAnswer> bad = ask(input(13, 1));
        CompletableFuture<InferAnswer> good = ask(input(4, 1));
        await().until(() -> inference.waitingRows() == 2);
        model.release();

        assertThat(values(first.get(20, TimeUnit.SECONDS))).containsExactly(0, 200);
        assertThat(values(good.get(20, TimeUnit.SECONDS))).containsExactly(8, 200);
        assertThatThrownBy(() -> bad.get(20, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("no 13");
        assertThat(metrics.requests).containsExactlyInAnyOrder("infer ok", "infer ok", "infer refused");
    }

    @Test
    void request_is503_whenTooMuchWaits() throws Exception {
        inference.close();
        inference = inference(1, 2, LONG);
        model.hold();
        CompletableFuture<InferAnswer> running = ask(input(0, 1));
        await().until(() -> metrics.batches.size() == 1);
        CompletableFuture<InferAnswer> waiting = ask(input(1, 2));
        await().until(() -> inference.waitingRows() == 2);

        assertThatThrownBy(() -> inference.infer("twin", "", input(2, 1)))
                .isInstanceOfSatisfying(
                        RequestException.class,
                        refusal -> assertThat(refusal.status()).isEqualTo(503))
                .hasMessage("at most 2 rows may wait for a score: try again later");
        model.release();
        running.get(20, TimeUnit.SECONDS);
        waiting.get(20, TimeUnit.SECONDS);
        assertThat(metrics.requests).contains("infer overload");
    }

    @Test
    void request_is504_whenItsTimeIsOver_andIsNotRunAnyMore() throws Exception {
        inference.close();
        inference = inference(64, 100, Duration.ofMillis(100));
        model.hold();
        CompletableFuture<InferAnswer> running = ask(input(0, 1));
        await().until(() -> metrics.batches.size() == 1);
        assertThatThrownBy(() -> inference.infer("twin", "", input(1, 1)))
                .isInstanceOfSatisfying(
                        RequestException.class,
                        refusal -> assertThat(refusal.status()).isEqualTo(504));
        assertThat(running.handle((answer, late) -> late).get(20, TimeUnit.SECONDS))
                .isNotNull();
        model.release();
        await().until(() -> inference.waitingRows() == 0);
        inference.close();
        assertThat(model.batches()).containsExactly(1);
    }

    @Test
    void refusals_nameWhatIsMissing() {
        refused(404, "the model must be the pipeline's, 'twin': was 'other'", "other", "", input(1, 1));
        refused(404, "the version must be in use: was '7', in use are [1]", "twin", "7", input(1, 1));
        refused(
                400,
                "input 'x' must have the datatype FP32: was INT64",
                tensor("x", TensorType.INT64, new long[2], 1, 2));
        refused(
                400,
                "input 'x' must have the shape [-1, 2]: was [1, 3]",
                tensor("x", TensorType.FLOAT32, new float[3], 1, 3));
        refused(
                400,
                "input 'x' must have the shape [-1, 2]: was [2]",
                tensor("x", TensorType.FLOAT32, new float[2], 2));
        refused(400, "input 'x' must be given once: was given 0 times (it is FP32 [-1, 2])");
        refused(
                400,
                "input 'z' must be one of the model's: it has [x]",
                tensor("x", TensorType.FLOAT32, new float[2], 1, 2),
                tensor("z", TensorType.FLOAT32, new float[2], 1, 2));
        InferRequest unknown = new InferRequest("", input(1, 1).inputs(), List.of("w"));
        refused(400, "output 'w' must be one of the model's: it has [y]", "twin", "1", unknown);
    }

    private void refused(int status, String message, Tensor... inputs) {
        refused(status, message, "twin", "", new InferRequest("", List.of(inputs), List.of()));
    }

    private void refused(int status, String message, String name, String version, InferRequest request) {
        assertThatThrownBy(() -> inference.infer(name, version, request))
                .isInstanceOfSatisfying(
                        RequestException.class,
                        refusal -> assertThat(refusal.status()).isEqualTo(status))
                .hasMessage(message);
    }

    /** So many requests while another one keeps the model busy. */
    private List<CompletableFuture<InferAnswer>> whileHeld(int requests, int rows) throws Exception {
        model.hold();
        CompletableFuture<InferAnswer> first = ask(input(0, rows));
        await().until(() -> metrics.batches.size() == 1);
        List<CompletableFuture<InferAnswer>> answers = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            answers.add(ask(input(i, rows)));
            int waiting = (i + 1) * rows;
            await().until(() -> inference.waitingRows() == waiting);
        }
        model.release();
        first.get(20, TimeUnit.SECONDS);
        return answers;
    }

    private CompletableFuture<InferAnswer> ask(InferRequest request) {
        Inference asked = inference;
        return CompletableFuture.supplyAsync(() -> asked.infer("twin", "", request), task -> new Thread(task).start());
    }

    private static InferRequest input(float value, int rows) {
        float[] values = new float[2 * rows];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 2 == 0 ? value : 100;
        }
        return new InferRequest("", List.of(tensor("x", TensorType.FLOAT32, values, rows, 2)), List.of());
    }

    private static Tensor tensor(String name, TensorType type, Object values, long... shape) {
        return new Tensor(name, type, java.util.Arrays.stream(shape).boxed().toList(), values);
    }

    private static float[] values(InferAnswer answer) {
        return (float[]) answer.outputs().get(0).values();
    }

    private Inference inference(int maxRows, int queue, Duration deadline) {
        InferenceConfig config = new InferenceConfig(Duration.ofMillis(2), queue);
        return new Inference(ActiveModels.only(model), config, maxRows, deadline, metrics);
    }
}
