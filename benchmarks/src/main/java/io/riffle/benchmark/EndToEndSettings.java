package io.riffle.benchmark;

import java.time.Duration;
import java.util.List;

/**
 * What is run and for how long.
 *
 * @param contenders in the order of each round
 * @param jvmFlags the same for all contenders
 * @param limit how long one run may take
 */
record EndToEndSettings(
        int events,
        int cards,
        int rounds,
        List<String> contenders,
        int streamThreads,
        List<String> jvmFlags,
        Duration limit) {
    EndToEndSettings {
        contenders = List.copyOf(contenders);
        jvmFlags = List.copyOf(jvmFlags);
        if (events < 1 || cards < 1 || rounds < 1 || streamThreads < 1) {
            throw new IllegalArgumentException("events, cards, rounds and threads must be at least 1: were " + events
                    + ", " + cards + ", " + rounds + ", " + streamThreads);
        }
        contenders.forEach(Contender::named);
    }
}
