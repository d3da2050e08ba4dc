package io.riffle.scoring;

import io.riffle.deadletter.Rejection;

/** A model gave no answer to tensors; the message is for the sender. */
public final class TensorRunException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Rejection rejection;

    public TensorRunException(Rejection rejection) {
        super(rejection.message(), null, false, false);
        this.rejection = rejection;
    }

    public Rejection rejection() {
        return rejection;
    }
}
