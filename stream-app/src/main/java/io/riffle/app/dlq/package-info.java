/** Dead letters as an operator sees them: found, shown, mended and sent again. Start with {@link io.riffle.app.dlq.DeadLetterTopic}. */
@NullMarked
package io.riffle.app.dlq;

import org.jspecify.annotations.NullMarked;
