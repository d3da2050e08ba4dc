/** Why an event was answered as it was, from the topics. Start with {@link io.riffle.app.explain.Explainer}. */
@NullMarked
package io.riffle.app.explain;

import org.jspecify.annotations.NullMarked;
