/** How events are declared: where what is in a record, what it is written in and what is around it. */
@NullMarked
package io.riffle.config.event;

import org.jspecify.annotations.NullMarked;
