/**
 * Topics outside of the stream: creating and checking them, and reading them to their end, backwards, from a time, or
 * as they grow.
 */
@NullMarked
package io.riffle.app.topic;

import org.jspecify.annotations.NullMarked;
