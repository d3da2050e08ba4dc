/** Alerts with a life: what watches sends {@link io.riffle.alerting.AlertSignal}s, and one place decides what is told. */
@NullMarked
package io.riffle.alerting;

import org.jspecify.annotations.NullMarked;
