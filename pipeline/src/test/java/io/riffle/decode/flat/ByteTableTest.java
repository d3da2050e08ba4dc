package io.riffle.decode.flat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ByteTableTest {
    /** At the end of an array a word is read byte by byte: it must have the same hash. */
    @Test
    void find_findsEveryKey_whereverItStands() {
        ByteTable<Integer> table = new ByteTable<>();
        for (int i = 0; i < 500; i++) {
            table.put(key(i), i);
        }
        for (int i = 0; i < 500; i++) {
            byte[] key = key(i).getBytes(StandardCharsets.UTF_8);
            for (int rest = 0; rest < 12; rest++) {
                byte[] bytes = ("xyz" + key(i) + "0123456789ab".substring(0, rest)).getBytes(StandardCharsets.UTF_8);
                assertThat(table.find(bytes, 3, key.length)).isEqualTo(i);
            }
            assertThat((Object) table.find(key, 0, key.length - 1)).isNotEqualTo(i);
        }
    }

    @Test
    void find_findsNothing_whereTheKeyIsAbsent() {
        ByteTable<String> table = new ByteTable<>();
        assertThat(table.find("a")).isNull();
        table.put("a", "first");
        table.put("a", "second");
        assertThat(table.find("a")).isEqualTo("second");
        assertThat(table.find("")).isNull();
        assertThat(table.find("b")).isNull();
    }

    private static String key(int number) {
        return "k".repeat(number % 23) + "\u00fc" + number;
    }
}
