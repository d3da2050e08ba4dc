package io.riffle.benchmark.harness;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Waiting for another process, by asking again and again. */
final class Waiting {
    private static final long PAUSE_MILLIS = 10;

    private Waiting() {}

    /** A question that has no answer yet, or one. */
    interface Question<T> {
        Optional<T> ask() throws IOException;
    }

    static <T> T until(Duration limit, String expectation, Question<T> question) throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<T> answer = question.ask();
            if (answer.isPresent()) {
                return answer.get();
            }
            pause();
        }
        throw new IllegalStateException(expectation + " within " + limit.toSeconds() + " s: did not");
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", e);
        }
    }
}
