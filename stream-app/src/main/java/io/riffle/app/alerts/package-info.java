/** Alerts beyond the stream: what an instance measures of itself, mutes, the board of what stands, and the webhook. */
@NullMarked
package io.riffle.app.alerts;

import org.jspecify.annotations.NullMarked;
