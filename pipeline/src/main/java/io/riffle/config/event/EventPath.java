package io.riffle.config.event;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where a value is inside an object: {@code card.device.os}, {@code items[0].price}, {@code items[].sku} for all elements,
 * and quoted what would be read otherwise: {@code 'weird name'.x}. A quote inside of quotes is written twice.
 */
public record EventPath(List<Step> steps) {
    /** One level down. */
    public sealed interface Step permits Member, Element, Each {}

    /** A member of an object. */
    public record Member(String name) implements Step {}

    /** An element of an array, counted from 0. */
    public record Element(int index) implements Step {}

    /** All elements of an array. */
    public record Each() implements Step {}

    /** Names of one step that are no letters of a name, where they are made one. */
    private static final String SEPARATORS = "[.\\[\\]]+";

    public EventPath {
        steps = List.copyOf(steps);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("a path must have a step: was ''");
        }
    }

    /** A member at the top, whatever its name is. */
    public static EventPath of(String name) {
        return new EventPath(List.of(new Member(name)));
    }

    /**
     * A path as it is written.
     *
     * @throws IllegalArgumentException if the text is no path
     */
    public static EventPath parse(String text) {
        return new EventPath(new EventPathParser(text).steps());
    }

    /** The same, seen from an object around it. */
    public EventPath below(EventPath holder) {
        List<Step> all = new ArrayList<>(holder.steps);
        all.addAll(steps);
        return new EventPath(all);
    }

    /** The same with all elements of the array that it leads to. */
    public EventPath each() {
        List<Step> all = new ArrayList<>(steps);
        all.add(new Each());
        return new EventPath(all);
    }

    /** Whether it has a step that stands for all elements of an array. */
    public boolean hasEach() {
        return steps.stream().anyMatch(Each.class::isInstance);
    }

    /** Whether it is nothing but the name of a member at the top. */
    public boolean isPlain() {
        return steps.size() == 1 && steps.get(0) instanceof Member;
    }

    /** What a feature is called that has no name of its own: a plain name as it is, else the steps with {@code _} between. */
    public String featureName() {
        if (isPlain()) {
            return ((Member) steps.get(0)).name();
        }
        return steps.stream()
                .filter(step -> !(step instanceof Each))
                .map(EventPath::plain)
                .collect(Collectors.joining("_"));
    }

    private static String plain(Step step) {
        return step instanceof Member member
                ? member.name().replaceAll(SEPARATORS, "_")
                : Integer.toString(((Element) step).index());
    }

    /** As it is written. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Step step : steps) {
            if (step instanceof Element element) {
                text.append('[').append(element.index()).append(']');
            } else if (step instanceof Member member) {
                text.append(text.isEmpty() ? "" : ".").append(written(member.name()));
            } else {
                text.append("[]");
            }
        }
        return text.toString();
    }

    private static String written(String name) {
        return EventPathParser.isBare(name) ? name : "'" + name.replace("'", "''") + "'";
    }

    @Override
    public String toString() {
        return text();
    }
}
