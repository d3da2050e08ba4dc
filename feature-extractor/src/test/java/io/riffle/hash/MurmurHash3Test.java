package io.riffle.hash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.riffle.ReferenceData;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MurmurHash3Test {
    @Test
    void hash32_equalsReference_whenTextsAndSeedsDiffer() {
        JsonNode expected =
                ReferenceData.json("reference/transforms_hashing.json").get("murmur3");
        assertThat(expected).hasSize(26);
        for (JsonNode each : expected) {
            assertThat(MurmurHash3.hash32(
                            each.get("text").asText(), each.get("seed").asInt()))
                    .as(each.toString())
                    .isEqualTo(each.get("murmur3_32_signed").asInt());
        }
    }

    /** Known without the reference data: the published check values of the x86 32-bit variant. */
    @Test
    void hash32_equalsPublishedValues_whenTextsAreShort() {
        assertThat(MurmurHash3.hash32("", 0)).isZero();
        assertThat(MurmurHash3.hash32("", 1)).isEqualTo(0x514e28b7);
        assertThat(MurmurHash3.hash32("The quick brown fox jumps over the lazy dog", 0))
                .isEqualTo(0x2e4ff723);
    }

    /** The bytes made on the fly must be those of the JDK's encoder. */
    @Test
    void hash32_equalsHashOfEncodedBytes_whenTextsAreRandom() {
        Random random = new Random(5);
        for (int round = 0; round < 2_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(12); i > 0; i--) {
                int range = new int[] {0x80, 0x800, 0x10000, 0x110000}[random.nextInt(4)];
                text.appendCodePoint(random.nextInt(range));
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            assertThat(MurmurHash3.hash32(text.toString(), round))
                    .as(text.toString())
                    .isEqualTo(hash(bytes, round));
        }
    }

    @Test
    void hash32_countsLoneSurrogatesAsQuestionMarks_whenTextIsNotUnicode() {
        assertThat(MurmurHash3.hash32("a\ud83db", 0)).isEqualTo(MurmurHash3.hash32("a?b", 0));
        assertThat(MurmurHash3.hash32("\ude00", 7)).isEqualTo(MurmurHash3.hash32("?", 7));
    }

    /** The published algorithm on a byte array, block by block. */
    private static int hash(byte[] bytes, int seed) {
        ByteBuffer blocks = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int hash = seed;
        while (blocks.remaining() >= 4) {
            hash ^= Integer.rotateLeft(blocks.getInt() * 0xcc9e2d51, 15) * 0x1b873593;
            hash = Integer.rotateLeft(hash, 13) * 5 + 0xe6546b64;
        }
        int rest = 0;
        for (int i = 0; blocks.hasRemaining(); i += 8) {
            rest |= (blocks.get() & 0xff) << i;
        }
        hash ^= Integer.rotateLeft(rest * 0xcc9e2d51, 15) * 0x1b873593;
        hash ^= bytes.length;
        hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
        hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
        return hash ^ (hash >>> 16);
    }
}
