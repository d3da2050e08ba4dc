package io.riffle.watch.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PiecesTest {
    private final Random random = new Random(3);

    @Test
    void whole_comesBack_fromPiecesInAnyOrder() {
        for (int size : new int[] {0, 1, Pieces.MOST_BYTES, Pieces.MOST_BYTES + 1, 5 * Pieces.MOST_BYTES + 7}) {
            byte[] whole = bytes(size);
            List<byte[]> pieces = new ArrayList<>(Pieces.of(whole));
            Collections.shuffle(pieces, random);
            assertThat(Pieces.join(pieces)).hasValue(whole);
            assertThat(pieces).allSatisfy(piece -> assertThat(piece.length).isLessThan(600_000));
        }
    }

    /** Old pieces are overwritten one by one. */
    @Test
    void whole_isAbsent_whilePiecesAreMissingOrOfOtherCounts() {
        List<byte[]> old = Pieces.of(bytes(3 * Pieces.MOST_BYTES));
        List<byte[]> fresh = Pieces.of(bytes(3 * Pieces.MOST_BYTES));
        assertThat(Pieces.join(List.of())).isEmpty();
        assertThat(Pieces.join(fresh.subList(0, 2))).isEmpty();
        assertThat(Pieces.join(List.of(fresh.get(0), old.get(1), old.get(2)))).isEmpty();
        assertThat(Pieces.join(fresh)).isPresent();
    }

    private byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }
}
