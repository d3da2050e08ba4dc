/** What predictions are written in beside JSON; start with {@link io.riffle.format.output.FlatRecord}. */
@NullMarked
package io.riffle.format.output;

import org.jspecify.annotations.NullMarked;
