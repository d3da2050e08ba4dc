package io.riffle.enrichment;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The profile of one entity as stored: for each declared field its value, or null if it is not there. */
public record EntityProfile(List<@Nullable ProfileValue> values) {
    /** The profile of an entity of which nothing is stored. */
    public static EntityProfile empty(int fields) {
        return new EntityProfile(Collections.nCopies(fields, null));
    }
}
