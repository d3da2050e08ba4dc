package io.riffle.app.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class PaymentsCommandTest {
    @Test
    void payments_areAsManyAsAsked_oneALine_andTheSameForTheSameSeed() {
        List<String> first = print("--count", "300", "--seed", "5", "--start", "2026-01-01T00:00:00Z");

        assertThat(first)
                .hasSize(300)
                .isEqualTo(print("--count", "300", "--seed", "5", "--start", "2026-01-01T00:00:00Z"));
        assertThat(first).isNotEqualTo(print("--count", "300", "--seed", "6", "--start", "2026-01-01T00:00:00Z"));
        assertThat(first.stream().filter(line -> line.contains("\"card_id\":")).count())
                .isBetween(290L, 300L);
    }

    private static List<String> print(String... arguments) {
        StringWriter out = new StringWriter();
        int code = new CommandLine(new PaymentsCommand())
                .setOut(new PrintWriter(out))
                .execute(arguments);
        assertThat(code).isZero();
        return out.toString().lines().toList();
    }
}
