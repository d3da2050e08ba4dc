package io.riffle.app.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.riffle.config.ProfileField;
import io.riffle.config.event.FeatureAbout;
import io.riffle.enrichment.ProfileUpdate;
import io.riffle.feature.FeatureType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FeatureLoadTest {
    private static final List<ProfileField> FIELDS = List.of(
            field("amount", FeatureType.NUMBER, 1),
            field("visits", FeatureType.INTEGER, 2),
            field("city", FeatureType.TEXT, 1));

    private final List<ProfileUpdate> written = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();

    @Test
    void run_loadsCsv_quotedOrEmptyCellsToo() throws Exception {
        FeatureLoad.Result result = load(
                "a.csv",
                "\uFEFFcard,event_time,amount,city\na,1700000000005,1.5,\"Bo, \"\"B\"\"\"\n\nb,1700000000006,,x\r\n");
        assertThat(written)
                .containsExactly(
                        new ProfileUpdate("a", Map.of("amount", "1.5", "city", "Bo, \"B\""), 1700000000005L),
                        new ProfileUpdate("b", Map.of("city", "x"), 1700000000006L));
        assertThat(result).isEqualTo(new FeatureLoad.Result(2, 0, 3, 0));
    }

    @Test
    void run_loadsJson_intoTheFieldOfTheVersion() throws Exception {
        load("a.jsonl", "{\"card\":7,\"event_time\":\"1970-01-01T00:00:01Z\",\"visits\":3,\"city\":null}\n");
        assertThat(written).containsExactly(new ProfileUpdate("7", Map.of("visits:v2", "3"), 1000));
    }

    @Test
    void run_endsWithTheLine_whenItIsFarTooLong() {
        assertThatIOException()
                .isThrownBy(() -> load("a.csv", "card,event_time,amount\r\na,5,1\r\n" + "x".repeat((1 << 20) + 1)))
                .withMessage("line 3 must have at most 1048576 letters: has more");
    }

    @Test
    void run_refusesBadRowsByLine_andLoadsTheOthers() throws Exception {
        FeatureLoad.Result result = load("a.csv", """
                card,event_time,amount,visits
                a,5,x,
                b,5,1@7,
                c,5,,1.5
                ,5,1,1
                d,soon,1,1
                e,5,1
                f,"5,1,1
                g,5,1,1
                """);
        assertThat(refusals)
                .containsExactly(
                        "line 2: amount must be of type number: was 'x'",
                        "line 3: amount must be of type number: was '1@7'",
                        "line 4: visits must be of type integer: was '1.5'",
                        "line 5: must have the entity's column 'card': has [event_time, amount, visits]",
                        "line 6: event_time must be milliseconds since 1970 or like 2026-01-31T10:00:00Z: was 'soon'",
                        "line 7: must have 4 cells as the header has: had 3",
                        "line 8: must close the quotes that it opens: did not");
        assertThat(written).extracting(ProfileUpdate::entity).containsExactly("g");
        assertThat(result.refused()).isEqualTo(7);
    }

    /** Behind a text so small a number is no time, as in team@42: what is written must be read as it was meant. */
    @Test
    void run_refusesTexts_whenTheirTimeWouldNotBeReadAsOne() throws Exception {
        load("a.csv", "card,event_time,amount,city\na,5,1.5,\nb,5,,x\n");
        assertThat(written).extracting(ProfileUpdate::entity).containsExactly("a");
        assertThat(refusals).containsExactly("line 3: the time of a text must be one of 1973 to 2286: was 5 (city)");
    }

    @Test
    void run_refusesJsonThatIsNoRow() throws Exception {
        load("a.jsonl", "{\n[1]\n{\"card\":\"a\",\"event_time\":1,\"amont\":1}\n{\"card\":{}}\n");
        assertThat(refusals).hasSize(4).element(2).asString().contains("'amont' must be a field of the profile");
        assertThat(written).isEmpty();
    }

    @Test
    void run_goesOnAtALine() throws Exception {
        FeatureLoad load = new FeatureLoad(rule(Optional.of(Instant.EPOCH)), this::write, refusals::add);
        load.run(file("a.csv", "card,amount\na,1\nb,2\nc,3\n"), 3);
        assertThat(written).extracting(ProfileUpdate::entity).containsExactly("b", "c");
    }

    @Test
    void problem_namesAColumnThatIsNotDeclared() {
        assertThat(rule(Optional.empty()).problem(List.of("card", "event_time", "amont")))
                .contains("'amont' must be a field of the profile: those are [amount, visits, city]");
        assertThat(rule(Optional.empty()).problem(List.of("card", "amount"))).isPresent();
        assertThat(rule(Optional.of(Instant.EPOCH)).problem(List.of("card", "amount")))
                .isEmpty();
    }

    @Test
    void open_refusesOtherFiles() {
        assertThatIOException().isThrownBy(() -> file("a.txt", "")).withMessageContaining(".csv or .jsonl");
    }

    private FeatureLoad.Result load(String name, String content) throws Exception {
        return new FeatureLoad(rule(Optional.empty()), this::write, refusals::add).run(file(name, content), 1);
    }

    private long write(List<ProfileUpdate> updates) {
        written.addAll(updates);
        return updates.stream().mapToLong(update -> update.values().size()).sum();
    }

    private static RowRule rule(Optional<Instant> sameTime) {
        return new RowRule("card", "event_time", sameTime, FIELDS);
    }

    private static FeatureFile file(String name, String content) throws IOException {
        return FeatureFile.open(name, new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
    }

    private static ProfileField field(String name, FeatureType type, int version) {
        return new ProfileField(
                name, type, Optional.empty(), Optional.empty(), Optional.empty(), FeatureAbout.ofVersion(version));
    }
}
