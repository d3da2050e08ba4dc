package io.riffle.feature.fit;

import java.util.Comparator;

/**
 * Texts by Unicode code point, as Python sorts them. {@link String#compareTo} goes by UTF-16 unit, which puts what lies
 * beyond U+FFFF before U+E000.
 */
final class CodePointOrder implements Comparator<String> {
    @Override
    public int compare(String left, String right) {
        int length = Math.min(left.length(), right.length());
        for (int i = 0; i < length; i++) {
            char one = left.charAt(i);
            char other = right.charAt(i);
            if (one != other) {
                boolean bothSame = Character.isSurrogate(one) == Character.isSurrogate(other);
                return bothSame ? Character.compare(one, other) : Character.isSurrogate(one) ? 1 : -1;
            }
        }
        return Integer.compare(left.length(), right.length());
    }
}
