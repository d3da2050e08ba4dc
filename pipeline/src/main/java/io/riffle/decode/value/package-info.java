/** What an event's values must be, and the readers that take any valid JSON. */
@NullMarked
package io.riffle.decode.value;

import org.jspecify.annotations.NullMarked;
