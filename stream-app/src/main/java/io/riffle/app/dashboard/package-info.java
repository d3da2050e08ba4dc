/**
 * The dashboard: one page of static files, one snapshot of the metrics per second shared by all who watch, and short looks
 * into the topics. Start with {@link io.riffle.app.dashboard.Dashboard}. The page itself is in the resources.
 */
@NullMarked
package io.riffle.app.dashboard;

import org.jspecify.annotations.NullMarked;
