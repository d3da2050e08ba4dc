package io.riffle.app.cli;

import io.riffle.app.process.ExitCode;
import io.riffle.app.process.UserProblem;
import io.riffle.settings.ConfigException;
import java.io.PrintWriter;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.errors.TimeoutException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says what went wrong in a line each; the stack trace is for those who ask for it. */
public final class UserErrors implements IExecutionExceptionHandler {
    private final BooleanSupplier verbose;

    public UserErrors(BooleanSupplier verbose) {
        this.verbose = verbose;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter error = command.getErr();
        if (verbose.getAsBoolean()) {
            failure.printStackTrace(error);
        }
        if (failure instanceof ConfigException invalid) {
            invalid.problems().forEach(error::println);
            return ExitCode.USAGE.value();
        }
        error.println("riffle: " + message(failure));
        return ExitCode.FAILED.value();
    }

    /** An expected failure explains itself; of any other the class is half of the message. */
    private static String message(Exception failure) {
        if (failure instanceof UserProblem || failure instanceof TimeoutException) {
            return String.valueOf(failure.getMessage());
        }
        return failure + " (--verbose shows where)";
    }
}
