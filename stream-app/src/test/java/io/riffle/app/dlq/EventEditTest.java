package io.riffle.app.dlq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventEditTest {
    @Test
    void edit_setsValuesAtAnyLevel_asJsonOrText() {
        assertThat(edited("{\"a\":1.10,\"b\":{\"c\":2}}", Map.of("b.c", "true", "b.d.e", "x y")))
                .isEqualTo("{\"a\":1.10,\"b\":{\"c\":true,\"d\":{\"e\":\"x y\"}}}");
        assertThat(edited("{\"a\":1}", Map.of("a", "\"2\""))).isEqualTo("{\"a\":\"2\"}");
        assertThat(edited("{\"a\":1}", Map.of("a", "1 2"))).isEqualTo("{\"a\":\"1 2\"}");
        assertThat(edited("{\"a\":1}", Map.of("a", ""))).isEqualTo("{\"a\":\"\"}");
    }

    @Test
    void event_keepsItsBytes_whenNothingIsEdited() {
        byte[] broken = {1, 2, (byte) 0xFF};
        assertThat(new EventEdit(Map.of()).apply(broken)).isSameAs(broken);
    }

    @Test
    void edit_isRefused_whenTheEventIsNoObject() {
        assertThatIllegalArgumentException().isThrownBy(() -> edited("[1]", Map.of("a", "1")));
        assertThatIllegalArgumentException().isThrownBy(() -> edited("{\"a\":", Map.of("a", "1")));
    }

    private static String edited(String event, Map<String, String> values) {
        byte[] bytes = event.getBytes(StandardCharsets.UTF_8);
        return new String(new EventEdit(values).apply(bytes), StandardCharsets.UTF_8);
    }
}
