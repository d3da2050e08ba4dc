package io.riffle.model.folder;

import java.util.Comparator;

/** Natural order of version names: numbers inside a name compare as numbers, so 10 is after 9 and 1.10 after 1.9. */
public final class VersionOrder implements Comparator<String> {
    @Override
    public int compare(String left, String right) {
        int i = 0;
        int j = 0;
        while (i < left.length() && j < right.length()) {
            int leftEnd = end(left, i);
            int rightEnd = end(right, j);
            int order = part(left.substring(i, leftEnd), right.substring(j, rightEnd));
            if (order != 0) {
                return order;
            }
            i = leftEnd;
            j = rightEnd;
        }
        int rest = Integer.compare(left.length() - i, right.length() - j);
        // "1" and "01" are equal as numbers but not the same version.
        return rest != 0 ? rest : left.compareTo(right);
    }

    private static int end(String text, int start) {
        boolean digits = digit(text.charAt(start));
        int end = start;
        while (end < text.length() && digit(text.charAt(end)) == digits) {
            end++;
        }
        return end;
    }

    private static int part(String left, String right) {
        if (!digit(left.charAt(0)) || !digit(right.charAt(0))) {
            return left.compareTo(right);
        }
        String leftNumber = left.replaceFirst("^0+", "");
        String rightNumber = right.replaceFirst("^0+", "");
        int length = Integer.compare(leftNumber.length(), rightNumber.length());
        return length != 0 ? length : leftNumber.compareTo(rightNumber);
    }

    private static boolean digit(char character) {
        return character >= '0' && character <= '9';
    }
}
