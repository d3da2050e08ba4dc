/** Whether a canary is as good as the champion, decided from what both did with the same events. Start with {@link io.riffle.canary.CanaryGuards}. */
@NullMarked
package io.riffle.canary;

import org.jspecify.annotations.NullMarked;
