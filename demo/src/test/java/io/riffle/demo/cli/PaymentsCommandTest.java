package io.riffle.demo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.app.features.FeatureFile;
import io.riffle.app.features.FeatureLoad;
import io.riffle.app.features.RowRule;
import io.riffle.config.ConfigLoader;
import io.riffle.config.Pipeline;
import io.riffle.demo.payments.Card;
import io.riffle.demo.payments.CardPayments;
import io.riffle.demo.payments.CardPopulation;
import io.riffle.demo.payments.CardProfiles;
import io.riffle.enrichment.ProfileUpdate;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** As 'riffle features load' reads them, for the cards of the payments. */
    @Test
    void profiles_areRowsOfTheCards_whenTheyAreAskedFor() throws Exception {
        Pipeline pipeline = new ConfigLoader(Map.of(), Map.of())
                .load(Path.of("../config/card-fraud.yaml"))
                .value();
        List<String> rows = print("--profiles", "--seed", "5", "--start", "2026-01-01T00:00:00Z");
        assertThat(rows).hasSizeBetween(CardPopulation.SIZE * 98 / 100, CardPopulation.SIZE);

        Map<String, ProfileUpdate> loaded = new HashMap<>();
        RowRule rule = new RowRule(
                pipeline.event().entity().name(),
                "event_time",
                Optional.empty(),
                pipeline.profile().orElseThrow().fields());
        byte[] bytes = String.join("\n", rows).getBytes(StandardCharsets.UTF_8);
        FeatureLoad.Result result = new FeatureLoad(
                        rule,
                        updates -> {
                            updates.forEach(update -> loaded.put(update.entity(), update));
                            return 0;
                        },
                        refusal -> {
                            throw new AssertionError(refusal);
                        })
                .run(FeatureFile.open("profiles.jsonl", new ByteArrayInputStream(bytes)), 1);
        assertThat(result.rows()).isEqualTo(rows.size());

        CardPopulation cards = new CardPayments(5, 0).population();
        long start = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
        CardProfiles profiles = new CardProfiles(5, start);
        for (Card card : cards.cards().subList(0, 100)) {
            Map<String, String> values = profiles.values(card);
            assertThat(loaded.containsKey(card.id())).isEqualTo(!values.isEmpty());
            if (!values.isEmpty()) {
                assertThat(loaded.get(card.id()))
                        .isEqualTo(new ProfileUpdate(card.id(), values, profiles.eventTime(card)));
            }
        }
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
