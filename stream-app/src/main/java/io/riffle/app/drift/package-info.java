/** Drift reports and standing alerts for people: read from their topics, printed as text, JSON or one HTML page. */
@NullMarked
package io.riffle.app.drift;

import org.jspecify.annotations.NullMarked;
