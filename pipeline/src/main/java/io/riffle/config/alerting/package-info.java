/** Rules for alerts: their grammar and who is told. Start with {@link io.riffle.config.alerting.Condition}. */
@NullMarked
package io.riffle.config.alerting;

import org.jspecify.annotations.NullMarked;
