package io.riffle.decode.value;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the declared category that equals some characters of a buffer, without making a string of them: encoders then
 * compare the same instance and the hot path allocates nothing for known values.
 */
final class CategoryTable {
    private final @Nullable String[] slots;

    CategoryTable(List<String> values) {
        slots = new String[Math.max(4, Integer.highestOneBit(Math.max(1, values.size())) * 4)];
        for (String value : values) {
            char[] characters = value.toCharArray();
            if (find(characters, 0, characters.length) == null) {
                slots[freeSlot(characters)] = value;
            }
        }
    }

    @Nullable
    String find(char[] buffer, int start, int length) {
        int mask = slots.length - 1;
        int slot = hash(buffer, start, length) & mask;
        for (String value = slots[slot]; value != null; value = slots[slot]) {
            if (equal(value, buffer, start, length)) {
                return value;
            }
            slot = (slot + 1) & mask;
        }
        return null;
    }

    private int freeSlot(char[] characters) {
        int mask = slots.length - 1;
        int slot = hash(characters, 0, characters.length) & mask;
        while (slots[slot] != null) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private static int hash(char[] buffer, int start, int length) {
        int hash = length;
        for (int i = start; i < start + length; i++) {
            hash = 31 * hash + buffer[i];
        }
        return hash ^ (hash >>> 15);
    }

    private static boolean equal(String value, char[] buffer, int start, int length) {
        if (value.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (value.charAt(i) != buffer[start + i]) {
                return false;
            }
        }
        return true;
    }
}
