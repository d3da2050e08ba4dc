package io.riffle.derived;

import io.riffle.config.DerivedConfig;
import io.riffle.expression.ExpressionTokens;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What formulas are made of. */
public final class DerivedInputs {
    private DerivedInputs() {}

    /** The formulas that need one of these features, or a formula that does. */
    public static Set<String> needing(Collection<String> features, List<DerivedConfig> derived) {
        Set<String> unknown = new HashSet<>(features);
        Set<String> needing = new HashSet<>();
        for (DerivedConfig each : derived) {
            boolean needs = ExpressionTokens.names(each.expression()).stream()
                    .anyMatch(name -> !name.function() && unknown.contains(name.text()));
            if (needs) {
                unknown.add(each.name());
                needing.add(each.name());
            }
        }
        return needing;
    }
}
