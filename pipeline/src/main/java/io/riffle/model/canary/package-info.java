/** Whether a canary is as good as the champion, decided from what both did with the same events. Start with {@link io.riffle.model.canary.CanaryGuards}. */
@NullMarked
package io.riffle.model.canary;

import org.jspecify.annotations.NullMarked;
