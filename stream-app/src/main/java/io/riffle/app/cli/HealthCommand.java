package io.riffle.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.riffle.app.process.ExitCode;
import io.riffle.app.process.UserProblem;
import io.riffle.config.ConfigLoader;
import io.riffle.config.HttpConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks an instance how it is; the health check of the image. */
@Command(
        description = {
            "Ask an instance how it is: exit code 0 where it is up, 1 where it is down or does not answer.",
            "Health needs no token."
        })
public final class HealthCommand implements Callable<Integer> {
    private enum Check {
        LIVE,
        READY,
        STARTED;

        private String label() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Where the instance is. */
    private static final class Where {
        @Option(names = "--url", paramLabel = "URL", description = "Where it serves, for example http://host:8080.")
        private @Nullable String url;

        @Option(
                names = "--config",
                paramLabel = "FILE",
                description = "The pipeline's YAML file: asks the instance on this machine.")
        private Path config = Path.of("pipeline.yaml");
    }

    @ArgGroup(multiplicity = "1")
    private Where where = new Where();

    @Option(
            names = "--check",
            paramLabel = "live|ready|started",
            defaultValue = "live",
            description = "What to ask (default: live).")
    private Check check = Check.LIVE;

    @Option(names = "--timeout-ms", defaultValue = "2000", description = "How long to wait (default: 2000).")
    private int timeoutMillis;

    @Mixin
    private CommandContext context = new CommandContext();

    @Override
    public Integer call() throws UserProblem {
        String address = address() + "/health/" + check.label();
        try {
            return report(new HealthRequest(Duration.ofMillis(timeoutMillis)).ask(address));
        } catch (IOException silent) {
            throw new UserProblem(address + " must answer: " + silent, silent);
        }
    }

    private String address() {
        if (where.url != null) {
            return where.url.replaceAll("/+$", "");
        }
        HttpConfig http = new ConfigLoader(context.environment(), Map.of())
                .load(where.config)
                .value()
                .http();
        boolean anywhere = http.host().equals("0.0.0.0") || http.host().equals("::");
        return (http.tls().isPresent() ? "https://" : "http://") + (anywhere ? "127.0.0.1" : http.host()) + ":"
                + http.port();
    }

    private int report(JsonNode health) {
        PrintWriter out = context.out();
        String status = health.path("status").asText("DOWN");
        out.println(check.label() + ": " + status);
        for (JsonNode each : health.path("checks")) {
            out.println(each.path("name").asText() + ": " + each.path("status").asText() + " "
                    + (each.has("data") ? each.get("data") : ""));
        }
        return (status.equals("UP") ? ExitCode.OK : ExitCode.FAILED).value();
    }
}
