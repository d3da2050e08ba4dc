package io.riffle.decode.value;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Finds bytes that are not UTF-8. Jackson's parser is lenient: it takes overlong forms and surrogates, so two different
 * byte sequences could become one entity. Plain ASCII is recognised eight bytes at a time. Not thread-safe.
 */
public final class Utf8Check {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long NOT_ASCII = 0x8080808080808080L;

    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final CharBuffer discarded = CharBuffer.allocate(1024);

    /** The index of the first byte that is not UTF-8, or -1. */
    public int firstInvalid(byte[] bytes, int start, int length) {
        int end = start + length;
        int ascii = start;
        while (ascii + Long.BYTES <= end && ((long) LONGS.get(bytes, ascii) & NOT_ASCII) == 0) {
            ascii += Long.BYTES;
        }
        while (ascii < end && bytes[ascii] >= 0) {
            ascii++;
        }
        return ascii == end ? -1 : firstMalformed(ByteBuffer.wrap(bytes, ascii, end - ascii));
    }

    private int firstMalformed(ByteBuffer rest) {
        decoder.reset();
        while (true) {
            discarded.clear();
            CoderResult result = decoder.decode(rest, discarded, true);
            if (result.isError()) {
                return rest.position();
            }
            if (result.isUnderflow()) {
                return -1;
            }
        }
    }
}
