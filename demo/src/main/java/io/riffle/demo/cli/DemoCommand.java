package io.riffle.demo.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.app.cli.CommandContext;
import io.riffle.app.cli.OutputOptions;
import io.riffle.app.process.ExitCode;
import io.riffle.app.process.UserProblem;
import io.riffle.app.run.ScoringApplication;
import io.riffle.config.ConfigLoader;
import io.riffle.config.Pipeline;
import io.riffle.config.SideTopic;
import io.riffle.demo.payments.AlarmLog;
import io.riffle.demo.payments.CardPayments;
import io.riffle.demo.payments.CardProfiles;
import io.riffle.demo.payments.DemoConsumer;
import io.riffle.demo.payments.DemoLedger;
import io.riffle.demo.payments.DemoProducer;
import io.riffle.demo.payments.DemoReport;
import io.riffle.demo.payments.DemoTopics;
import io.riffle.demo.payments.Incidents;
import io.riffle.demo.payments.LiveLine;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The main job on one machine with nothing installed: payments in, predictions and alerts out. */
@Command(
        description = {
            "Score card payments with a broker and a Redis of its own, until Ctrl-C.",
            "The pipeline is config/card-fraud.yaml, unchanged except for addresses; where it has outcomes, labels are"
                    + " sent too.",
            "Exit code 0 where every event was predicted or dead-lettered as it should, 1 where not."
        })
final class DemoCommand implements Callable<Integer> {
    private static final long DAY_MILLIS = 86_400_000;
    private static final long STOP_SECONDS = 90;

    /** The payments' time runs faster than ours: it starts a year ago, so that it stays in the past for long. */
    private static final long DAYS_BACK = 365;

    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile ExitCode code = ExitCode.FAILED;

    @Option(names = "--config", paramLabel = "FILE", description = "The pipeline (default: config/card-fraud.yaml).")
    private Path config = Path.of(System.getProperty("riffle.home", "."), "config", "card-fraud.yaml");

    @Option(names = "--events", paramLabel = "N", description = "How many events to produce (default: no end).")
    private long events = Long.MAX_VALUE;

    @Option(names = "--once", description = "End when all events are answered (default for --events: 100000).")
    private boolean once;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "5000",
            description = "Events per second; 0 is as fast as they are answered (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(
            names = "--seed",
            defaultValue = "7",
            description = "The same seed gives the same cards and payments (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--http-port",
            defaultValue = "0",
            description = "Port of metrics and health; 0 takes a free one (default: ${DEFAULT-VALUE}).")
    private int httpPort;

    @Option(
            names = "--kafka-port",
            defaultValue = "0",
            description = "Port of the broker, for other commands; 0 takes a free one (default: ${DEFAULT-VALUE}).")
    private int kafkaPort;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private CommandContext context = new CommandContext();

    @Override
    public Integer call() throws UserProblem, InterruptedException {
        if (events < 1 || rate < 0) {
            throw context.wrong("--events must be at least 1 and --rate at least 0: were " + events + ", " + rate);
        }
        Thread hook = new Thread(this::stopAndWait, "demo-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            code = demo();
            return code.value();
        } finally {
            context.out().flush();
            context.err().flush();
            finished.countDown();
        }
    }

    private ExitCode demo() throws UserProblem, InterruptedException {
        say("starting a Kafka broker and Redis");
        try (DemoServers servers = DemoServers.start(kafkaPort)) {
            Pipeline pipeline = pipeline(servers);
            long start = Math.floorDiv(System.currentTimeMillis(), DAY_MILLIS) * DAY_MILLIS - DAYS_BACK * DAY_MILLIS;
            Incidents incidents = Incidents.from(start);
            CardPayments payments = new CardPayments(seed, start, incidents);
            servers.createTopics(pipeline);
            if (pipeline.profile().isPresent()) {
                say("loading the profiles of " + payments.population().cards().size() + " cards");
                servers.loadProfiles(pipeline.profile().get(), payments.population(), new CardProfiles(seed, start));
            }
            try (ScoringApplication application = ScoringApplication.start(pipeline)) {
                say("scoring " + pipeline.topics().events() + " of " + servers.bootstrapServers()
                        + ", dashboard, metrics and health on http://127.0.0.1:" + application.httpPort());
                return print(run(application, pipeline, payments, new AlarmLog(incidents), servers.bootstrapServers()));
            }
        }
    }

    private DemoReport run(
            ScoringApplication application,
            Pipeline pipeline,
            CardPayments payments,
            AlarmLog alarms,
            String bootstrapServers)
            throws InterruptedException {
        DemoLedger ledger = new DemoLedger(System::nanoTime, alarms);
        long records = once && events == Long.MAX_VALUE ? 100_000 : events;
        DemoProducer producer =
                new DemoProducer(payments, bootstrapServers, topics(pipeline), ledger, System::nanoTime, records, rate);
        DemoConsumer consumer = new DemoConsumer(bootstrapServers, pipeline.topics(), ledger);
        Optional<LiveLine> line = output.json()
                ? Optional.empty()
                : Optional.of(new LiveLine(context.err(), Boolean.getBoolean("riffle.terminal")));
        long window = pipeline.drift()
                .map(drift -> drift.window().plus(drift.grace()).toMillis())
                .orElse(0L);
        return new DemoRun(application, producer, consumer, ledger, alarms, window, line, stop).run(once);
    }

    private static DemoTopics topics(Pipeline pipeline) {
        return new DemoTopics(
                pipeline.topics().events(),
                pipeline.outcomes().map(wanted -> pipeline.topics().of(SideTopic.LABELS)));
    }

    private Pipeline pipeline(DemoServers servers) {
        Map<String, String> overrides = new HashMap<>(servers.overrides());
        overrides.put("http.port", Integer.toString(httpPort));
        return new ConfigLoader(context.environment(), overrides).load(config).value();
    }

    private ExitCode print(DemoReport report) {
        PrintWriter out = context.out();
        if (output.json()) {
            out.println(json(report));
        } else {
            report.fields().forEach((name, value) -> out.printf("%-18s %s%n", name, text(value)));
        }
        report.problems().forEach(problem -> context.err().println("riffle: " + problem));
        return report.problems().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }

    private static String text(@Nullable Object value) {
        if (value instanceof Map<?, ?> parts) {
            return parts.entrySet().stream()
                    .map(part -> part.getKey() + " " + (part.getValue() == null ? "-" : part.getValue()))
                    .collect(Collectors.joining(", "));
        }
        return value == null ? "-" : value.toString();
    }

    private static String json(DemoReport report) {
        try {
            return new ObjectMapper().writeValueAsString(report.fields());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("numbers have a JSON form", impossible);
        }
    }

    private void say(String text) {
        if (!output.json()) {
            context.err().println("riffle: " + text);
        }
    }

    /** Ctrl-C: lets the run end as if it had come to its end; halt, because the JVM would report the signal. */
    private void stopAndWait() {
        if (finished.getCount() == 0) {
            return;
        }
        stop.countDown();
        try {
            finished.await(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(code.value());
    }
}
