package io.riffle.app.http;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;

/** A request that cannot be answered; status and message go to the caller as JSON. Say what must hold, and what was found. */
public final class RequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /** An error with a status from 400 to 599. */
    public RequestException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The caller must change the request. */
    public static RequestException bad(String message) {
        return new RequestException(400, message);
    }

    public static RequestException notFound(String message) {
        return new RequestException(404, message);
    }

    /** The request is right but not now: what it names is in another state. */
    public static RequestException conflict(String message) {
        return new RequestException(409, message);
    }

    /** What is needed to answer is not there at the moment; trying again makes sense. */
    public static RequestException unavailable(String message) {
        return new RequestException(503, message);
    }

    /**
     * The answer is in a topic that cannot be read, or not in time.
     *
     * @param what the topic, or topics
     */
    public static RequestException unread(String what, KafkaException failure) {
        return failure instanceof TimeoutException
                ? new RequestException(504, String.valueOf(failure.getMessage()))
                : unavailable(what + " must be readable: " + failure.getMessage());
    }

    public int status() {
        return status;
    }

    /** An answer, not a defect: nobody reads its stack. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
