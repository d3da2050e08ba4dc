package io.riffle.app.learning;

import io.riffle.app.process.UserProblem;
import java.io.IOException;

/** Recorded events in their order, with what describes them. */
public interface EventSource {
    /** Takes one event after the other. */
    interface Each {
        void event(AskedEvent event) throws IOException, UserProblem;
    }

    /** How many numbers describe an event. */
    int inputs();

    /** Reads all of them, from the first on. */
    void read(Each each) throws IOException, UserProblem, InterruptedException;
}
