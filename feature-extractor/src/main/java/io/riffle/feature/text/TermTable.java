package io.riffle.feature.text;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Known terms and their positions, found by the characters of a term without making a string of them. */
public final class TermTable {
    private static final int EMPTY = -1;

    private final String[] terms;
    private final int[] slots;

    /** A table of distinct terms; a term's position is that in the list. */
    public TermTable(List<String> terms) {
        this.terms = terms.toArray(String[]::new);
        Set<String> distinct = new HashSet<>(terms);
        if (distinct.size() != terms.size()) {
            throw new IllegalArgumentException(
                    "terms must differ: " + terms.size() + " with only " + distinct.size() + " different ones");
        }
        slots = new int[Integer.highestOneBit(Math.max(4, terms.size() * 4)) * 2];
        java.util.Arrays.fill(slots, EMPTY);
        for (int i = 0; i < this.terms.length; i++) {
            char[] characters = this.terms[i].toCharArray();
            int slot = slot(characters, 0, characters.length);
            while (slots[slot] != EMPTY) {
                slot = (slot + 1) & (slots.length - 1);
            }
            slots[slot] = i;
        }
    }

    public int size() {
        return terms.length;
    }

    /** The position of a term, or -1 if it is not known. */
    public int find(char[] characters, int from, int to) {
        int slot = slot(characters, from, to);
        while (slots[slot] != EMPTY) {
            if (equal(terms[slots[slot]], characters, from, to)) {
                return slots[slot];
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return EMPTY;
    }

    private int slot(char[] characters, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + characters[i];
        }
        hash *= 0x9E3779B9;
        return (hash ^ (hash >>> 16)) & (slots.length - 1);
    }

    private static boolean equal(String term, char[] characters, int from, int to) {
        if (term.length() != to - from) {
            return false;
        }
        for (int i = 0; i < term.length(); i++) {
            if (term.charAt(i) != characters[from + i]) {
                return false;
            }
        }
        return true;
    }
}
