/** Events from files through the stages of the stream. Start with {@link io.riffle.app.batch.BatchScoring}. */
@NullMarked
package io.riffle.app.batch;

import org.jspecify.annotations.NullMarked;
