package io.riffle.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.config.event.EventPath;
import io.riffle.config.event.EventPath.Each;
import io.riffle.config.event.EventPath.Element;
import io.riffle.config.event.EventPath.Member;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventPathTest {
    @Test
    void parse_takesMembersElementsAndQuotes() {
        assertThat(EventPath.parse("card.device.os").steps())
                .containsExactly(new Member("card"), new Member("device"), new Member("os"));
        assertThat(EventPath.parse("items[0].price").steps())
                .containsExactly(new Member("items"), new Element(0), new Member("price"));
        assertThat(EventPath.parse("items[][12]").steps())
                .containsExactly(new Member("items"), new Each(), new Element(12));
        assertThat(EventPath.parse("'weird. name'.\"it's\".'a''b'").steps())
                .containsExactly(new Member("weird. name"), new Member("it's"), new Member("a'b"));
        assertThat(EventPath.parse("Stra\u00dfe.gr\u00f6\u00dfe in m").steps())
                .containsExactly(new Member("Stra\u00dfe"), new Member("gr\u00f6\u00dfe in m"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "a.",
                ".a",
                "a..b",
                "[0]",
                "a[",
                "a[x]",
                "a[-1]",
                "a[0]b",
                "'a",
                "'a'b",
                "a'b",
                " a",
                "a]",
                "a[1234567]"
            })
    void parse_refuses_whatIsNoPath(String text) {
        assertThatThrownBy(() -> EventPath.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("was '" + text + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "amount, amount",
        "a b, a b",
        "'''a.b''', a.b",
        "card.device.os, card_device_os",
        "items[0].price, items_0_price",
        "items[].sku, items_sku",
        "'''a.b''.c', a_b_c"
    })
    void featureName_joinsTheSteps(String path, String name) {
        assertThat(EventPath.parse(path).featureName()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a.b[3].c", "a[].b", "'a.b'.'c''d'", "'[]'", "' a'"})
    void text_isReadBack_asItWasWritten(String path) {
        assertThat(EventPath.parse(path).text()).isEqualTo(path);
        assertThat(EventPath.parse(EventPath.parse(path).text())).isEqualTo(EventPath.parse(path));
    }

    @Test
    void of_takesAnyName() {
        assertThat(EventPath.of("a.b[0]").text()).isEqualTo("'a.b[0]'");
        assertThat(EventPath.parse("'a.b[0]'")).isEqualTo(EventPath.of("a.b[0]"));
    }
}
