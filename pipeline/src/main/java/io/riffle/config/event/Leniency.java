package io.riffle.config.event;

import io.riffle.feature.FeatureType;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What else than its type a value may be.
 *
 * @param missing texts, and NaN, Infinity and -Infinity as JSON does not know them, that mean that there is no value
 */
public record Leniency(Set<Coercion> coerce, List<String> missing) {
    public static final Leniency NONE = new Leniency(Set.of(), List.of());

    public Leniency {
        coerce = Set.copyOf(coerce);
        missing = List.copyOf(new TreeSet<>(missing));
    }

    /** Both. */
    public Leniency and(Leniency other) {
        Set<Coercion> both = new TreeSet<>(coerce);
        both.addAll(other.coerce);
        Set<String> texts = new TreeSet<>(missing);
        texts.addAll(other.missing);
        return new Leniency(both, List.copyOf(texts));
    }

    /** As far as it can do something for fields of a type; images have no texts that are no image. */
    public Leniency fitting(FeatureType type) {
        Set<Coercion> fitting = coerce.stream().filter(each -> each.fits(type)).collect(Collectors.toSet());
        return new Leniency(fitting, type == FeatureType.IMAGE ? List.of() : missing);
    }

    public boolean allows(Coercion coercion) {
        return coerce.contains(coercion);
    }
}
