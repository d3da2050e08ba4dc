/** What is around events: packing, envelopes of other systems, arrays of events. */
@NullMarked
package io.riffle.decode.envelope;

import org.jspecify.annotations.NullMarked;
