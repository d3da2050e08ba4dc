package io.riffle.app.process;

/** What was asked cannot be done for a reason that the user can mend; the message is all that is shown. */
public final class UserProblem extends Exception {
    private static final long serialVersionUID = 1;

    public UserProblem(String message) {
        super(message);
    }

    public UserProblem(String message, Throwable cause) {
        super(message, cause);
    }
}
