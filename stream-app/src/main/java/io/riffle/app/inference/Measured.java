package io.riffle.app.inference;

import io.riffle.app.http.RequestException;
import io.riffle.metrics.ServingMetrics;
import java.util.function.Supplier;

/** Counts requests of one kind with what became of them. */
record Measured(String kind, ServingMetrics metrics) {
    <A> A answer(Supplier<A> request) {
        long start = System.nanoTime();
        String result = "failed";
        try {
            A answer = request.get();
            result = "ok";
            return answer;
        } catch (RequestException refusal) {
            result = result(refusal.status());
            throw refusal;
        } finally {
            metrics.inference(kind, result, System.nanoTime() - start);
        }
    }

    private static String result(int status) {
        return switch (status) {
            case 503 -> "overload";
            case 504 -> "late";
            default -> status / 100 == 4 ? "refused" : "failed";
        };
    }
}
