package io.riffle.demo.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.app.cli.CommandContext;
import io.riffle.demo.payments.CardPayments;
import io.riffle.demo.payments.CardPopulation;
import io.riffle.demo.payments.CardProfiles;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints the demo's card payments as events for {@code config/card-fraud.yaml}, for files and for {@code riffle replay}. */
@Command(
        name = "payments",
        description = "Print generated card payments, bad ones too, as events for config/card-fraud.yaml.")
public final class PaymentsCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Mixin
    private CommandContext context = new CommandContext();

    @Option(names = "--count", defaultValue = "1000", description = "How many (default: ${DEFAULT-VALUE}).")
    private int count;

    @Option(
            names = "--seed",
            defaultValue = "42",
            description = "The same seed and start give the same payments (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--start", paramLabel = "TIME", description = "Time of the first, ISO 8601 (default: now).")
    private @Nullable Instant start;

    @Option(
            names = "--profiles",
            description = "Print the profiles of all cards instead, as rows for 'riffle features load'.")
    private boolean profiles;

    @Override
    public Integer call() {
        PrintWriter out = context.out();
        long first = start == null ? System.currentTimeMillis() : start.toEpochMilli();
        if (profiles) {
            printProfiles(first, out);
            return 0;
        }
        CardPayments payments = new CardPayments(seed, first);
        for (int i = 0; i < count && !out.checkError(); i++) {
            out.println(new String(payments.next().value(), StandardCharsets.UTF_8));
        }
        return 0;
    }

    private void printProfiles(long first, PrintWriter out) {
        CardPopulation cards = new CardPayments(seed, first).population();
        new CardProfiles(seed, first)
                .byEventTime(cards)
                .forEach((time, group) -> group.forEach((card, values) -> {
                    ObjectNode row =
                            JSON.createObjectNode().put("card_id", card).put("event_time", time);
                    values.forEach(row::put);
                    out.println(row);
                }));
    }
}
