/** Slow facts about entities, from Redis. Start with {@link io.riffle.enrichment.ProfileSource}. */
@NullMarked
package io.riffle.enrichment;

import org.jspecify.annotations.NullMarked;
