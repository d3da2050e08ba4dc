/** Events read as the pipeline reads them, and not scored: which it would take, and why not the others. Start with {@link io.riffle.app.check.EventCheck}. */
@NullMarked
package io.riffle.app.check;

import org.jspecify.annotations.NullMarked;
