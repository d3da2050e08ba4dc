package io.riffle.app.http;

import io.javalin.http.Handler;
import java.util.concurrent.Semaphore;

/** Only so many at once of the requests that keep a thread waiting, since health and metrics share those threads. */
public final class AtOnce {
    private final int most;
    private final String what;
    private final Semaphore free;

    /** @param what the requests are, in the words of their message: "events may be explained" */
    public AtOnce(int most, String what) {
        this.most = most;
        this.what = what;
        free = new Semaphore(most);
    }

    /** A handler that answers 503 where there are too many already. */
    public Handler limit(Handler handler) {
        return context -> {
            if (!free.tryAcquire()) {
                throw RequestException.unavailable("at most " + most + " " + what + " at once: try again");
            }
            try {
                handler.handle(context);
            } finally {
                free.release();
            }
        };
    }
}
