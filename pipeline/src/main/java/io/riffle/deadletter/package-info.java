/** Events that would fail again, kept with their original bytes and a reason. Start with {@link io.riffle.deadletter.DeadLetters}. */
@NullMarked
package io.riffle.deadletter;

import org.jspecify.annotations.NullMarked;
