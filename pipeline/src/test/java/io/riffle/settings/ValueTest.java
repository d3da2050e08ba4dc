package io.riffle.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueTest {
    private static final Path FILE = Path.of("a.yaml");

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            1,        1,     Long
            +1,       1,     Long
            010,      8,     Long
            0x1F,     31,    Long
            -0b11,    -3,    Long
            1_000,    1000,  Long
            1.50,     1.5,   Double
            -.5e3,    -500.0, Double
            1e-6,     1.0E-6, Double
            yes,      true,  Boolean
            False,    false, Boolean
            '1',      1,     String
            12:30,    12:30, String
            a b,      a b,   String
            ${HOME},  ${HOME}, String
            """)
    void plain_isWhatYamlTakesTheTextFor(String yaml, String value, String form) {
        Object plain = read("key: " + yaml, root -> root.at("key").plain());
        assertThat(plain).hasToString(value);
        assertThat(plain.getClass().getSimpleName()).isEqualTo(form);
    }

    @Test
    void text_isAsWritten_unlessOtherReadersWouldChangeIt() {
        assertThat(text("key: ${HOME}")).isEqualTo("${HOME}");
        assertThat(text("key: '1.10'")).isEqualTo("1.10");
        assertThat(problems("key: 1.10", root -> root.at("key").text()))
                .containsExactly("a.yaml:1  key  must be a text; put a number in quotes: was 1.10");
    }

    /** A category may be called anything. */
    @Test
    void entries_mayHaveAnyName() {
        Set<String> names = read(
                "key: {'': 1, ' ': 2, a.b: 3}", root -> root.at("key").entries().keySet());
        assertThat(names).containsExactly("", " ", "a.b");
    }

    @Test
    void problems_tellTheLineAndTheWholeKey() {
        assertThat(problems(
                        """
                        list:
                          - {number: 1}
                          - {number: x, other: 1}
                          - {}
                        """,
                        root -> root.at("list").items().stream()
                                .map(item ->
                                        item.section(each -> each.at("number").number()))
                                .toList()))
                .containsExactly(
                        "a.yaml:3  list[1].number  must be a number: was \"x\"",
                        "a.yaml:3  list[1].other  is not a known key: known are number",
                        "a.yaml:4  list[2].number  must be a number: was absent");
    }

    @Test
    void infinities_areNoNumbers() {
        for (String yaml : List.of(".inf", "-.INF", ".nan", "1e999", "'1'", "[1]")) {
            assertThat(problems("key: " + yaml, root -> root.at("key").number()))
                    .singleElement()
                    .asString()
                    .startsWith("a.yaml:1  key  must be a number: was ");
        }
    }

    /** Whoever reads the message in a terminal must not be shown what the file would like to show. */
    @Test
    void problems_areOneVisibleLineEach() {
        assertThat(problems("\"a\\nb\\u202e\": \"\\e[31m\"", root -> Map.of()))
                .containsExactly("a.yaml:1  a\\u000ab\\u202e  is not a known key: known are ");
        assertThat(problems(
                        "key: [\"\\e[31m" + "x".repeat(400) + "\"]",
                        root -> root.at("key").text()))
                .singleElement()
                .asString()
                .startsWith("a.yaml:1  key  must be a text: was [\"\\u001b[31mxxx")
                .endsWith("xxx...")
                .hasSizeLessThan(400);
    }

    private static String text(String yaml) {
        return read(yaml, root -> root.at("key").text());
    }

    private static <T> T read(String yaml, Function<Section, T> reader) {
        return SettingsReader.readAsWritten(FILE, yaml, reader);
    }

    private static List<String> problems(String yaml, Function<Section, Object> reader) {
        return catchThrowableOfType(ConfigException.class, () -> read(yaml, reader)).problems().stream()
                .map(Problem::toString)
                .toList();
    }
}
