package io.riffle.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordTableTest {
    /** A map of the JDK is the contract, for values of nothing up to more than a chunk. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 3_000, 40_000, 1_500_000})
    void table_answersAsAMap_underRandomOperations(int longest) {
        RecordTable table = new RecordTable();
        Map<ByteBuffer, byte[]> map = new HashMap<>();
        SplittableRandom random = new SplittableRandom(longest);
        int operations = Math.max(200, Math.min(60_000, 60_000_000 / (longest + 1)));
        for (int i = 0; i < operations; i++) {
            byte[] key = key(random, operations / 20 + 2);
            ByteBuffer mapped = ByteBuffer.wrap(key);
            assertThat(table.get(key)).isEqualTo(map.get(mapped));
            if (random.nextInt(4) == 0) {
                table.remove(key);
                map.remove(mapped);
            } else {
                byte[] value = new byte[random.nextInt(longest + 1)];
                Arrays.fill(value, (byte) i);
                table.put(key, value);
                map.put(mapped, value);
            }
            assertThat(table.size()).isEqualTo(map.size());
        }
        map.forEach((key, value) -> assertThat(table.get(key.array())).isEqualTo(value));
        assertThat(table.keys().stream().map(ByteBuffer::wrap)).containsExactlyInAnyOrderElementsOf(map.keySet());
    }

    /** Records that all grow leave places of their old size behind, which nobody would ever use again. */
    @Test
    void memory_isGivenBack_whenAllRecordsGrow() {
        RecordTable table = new RecordTable();
        long before = used();
        for (int length = 100; length <= 1_500; length += 100) {
            for (int entity = 0; entity < 20_000; entity++) {
                table.put(ByteBuffer.allocate(4).putInt(entity).array(), new byte[length]);
            }
        }
        long live = 20_000L * 1_500;
        assertThat(used() - before).isLessThan(5 * live / 2);
        assertThat(table.get(ByteBuffer.allocate(4).putInt(7).array())).hasSize(1_500);
    }

    @Test
    void memory_isSmall_whenThereAreFewRecords() {
        long before = used();
        RecordTable[] tables = new RecordTable[100];
        for (int i = 0; i < tables.length; i++) {
            tables[i] = new RecordTable();
            tables[i].put(new byte[] {1}, new byte[100]);
        }
        assertThat(used() - before).isLessThan(100L * 40_000);
        assertThat(tables[99].size()).isEqualTo(1);
    }

    private static byte[] key(SplittableRandom random, int keys) {
        int number = random.nextInt(keys);
        return Arrays.copyOf(ByteBuffer.allocate(40).putInt(number).array(), 4 + number % 37);
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
