package io.riffle.format.registry;

import io.riffle.config.event.RegistryConfig;
import io.riffle.format.UnreadableValueException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a registry again and again while it is away, for as long as one event may wait. */
final class Patience {
    private static final Logger LOG = LoggerFactory.getLogger(Patience.class);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;

    private final RegistryConfig config;
    private final LongSupplier nanoClock;

    /** What is asked. */
    interface Question<T> {
        T ask() throws IOException, InterruptedException, UnreadableValueException;
    }

    Patience(RegistryConfig config, LongSupplier nanoClock) {
        this.config = config;
        this.nanoClock = nanoClock;
    }

    /** @param what the answer is for, in messages */
    <T> T ask(String what, Question<T> question) throws UnreadableValueException {
        try {
            return answered(what, question);
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
            throw new RegistryAwayException("the wait for " + what + " was interrupted", asked);
        }
    }

    private <T> T answered(String what, Question<T> question) throws UnreadableValueException, InterruptedException {
        long start = nanoClock.getAsLong();
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            try {
                return question.ask();
            } catch (IOException away) {
                long waited = TimeUnit.NANOSECONDS.toMillis(nanoClock.getAsLong() - start);
                String found = "the schema registry must answer at " + config.url() + ": " + away.getMessage();
                if (waited + pause > config.patience().toMillis()) {
                    throw new RegistryAwayException(found + "; events wait for it (" + what + ")", away);
                }
                if (pause == FIRST_PAUSE_MILLIS) {
                    LOG.warn("{}; events wait for {}", found, what);
                }
                Thread.sleep(pause);
                pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
            }
        }
    }
}
