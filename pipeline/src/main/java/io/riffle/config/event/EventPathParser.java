package io.riffle.config.event;

import io.riffle.config.event.EventPath.Each;
import io.riffle.config.event.EventPath.Element;
import io.riffle.config.event.EventPath.Member;
import io.riffle.config.event.EventPath.Step;
import java.util.ArrayList;
import java.util.List;

/** Reads an {@link EventPath} from left to right. */
final class EventPathParser {
    static final String RULE =
            "must be a path such as card.os or items[0].price, with quotes around names with dots, brackets or quotes";

    private static final String SPECIAL = ".[]'\"";
    private static final int MOST_INDEX_DIGITS = 6;

    private final String text;
    private int at;

    EventPathParser(String text) {
        this.text = text;
    }

    /** Whether a name can be written without quotes. */
    static boolean isBare(String name) {
        return !name.isBlank()
                && name.equals(name.strip())
                && name.chars().noneMatch(each -> SPECIAL.indexOf(each) >= 0);
    }

    List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        steps.add(member());
        while (at < text.length()) {
            if (peek() == '[') {
                steps.add(bracket());
            } else if (take('.')) {
                steps.add(member());
            } else {
                throw wrong();
            }
        }
        return steps;
    }

    private Member member() {
        char first = peek();
        return new Member(first == '\'' || first == '"' ? quoted(first) : bare());
    }

    private String bare() {
        int start = at;
        while (at < text.length() && SPECIAL.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String name = text.substring(start, at);
        if (!isBare(name)) {
            throw wrong();
        }
        return name;
    }

    private String quoted(char quote) {
        StringBuilder name = new StringBuilder();
        at++;
        while (at < text.length()) {
            char character = text.charAt(at++);
            if (character != quote) {
                name.append(character);
            } else if (!take(quote)) {
                return name.toString();
            } else {
                name.append(quote);
            }
        }
        throw wrong();
    }

    private Step bracket() {
        at++;
        int start = at;
        while (Character.isDigit(peek())) {
            at++;
        }
        String digits = text.substring(start, at);
        if (digits.length() > MOST_INDEX_DIGITS || !take(']')) {
            throw wrong();
        }
        return digits.isEmpty() ? new Each() : new Element(Integer.parseInt(digits));
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private boolean take(char expected) {
        if (peek() != expected || at >= text.length()) {
            return false;
        }
        at++;
        return true;
    }

    private IllegalArgumentException wrong() {
        return new IllegalArgumentException(RULE + ": was '" + text + "'");
    }
}
