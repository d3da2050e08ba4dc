/** Recorded events back into a topic, at their own pace or faster. Start with {@link io.riffle.app.replay.Replay}. */
@NullMarked
package io.riffle.app.replay;

import org.jspecify.annotations.NullMarked;
