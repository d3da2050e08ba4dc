/** Alerts with a life: what watches sends {@link io.riffle.watch.alert.AlertSignal}s, and one place decides what is told. */
@NullMarked
package io.riffle.watch.alert;

import org.jspecify.annotations.NullMarked;
