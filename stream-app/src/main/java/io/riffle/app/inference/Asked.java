package io.riffle.app.inference;

import java.util.concurrent.CompletableFuture;

/**
 * A question that waits for its answer.
 *
 * @param rows what it weighs in a batch
 * @param until nobody waits any more, by {@link System#nanoTime}
 */
record Asked<Q, A>(Q question, int rows, long until, CompletableFuture<A> answer) {
    boolean isLate(long now) {
        return now - until > 0;
    }
}
