/** Settings: one record per concern, read from YAML, environment and command line. Start with {@link io.riffle.config.Pipeline}. */
@NullMarked
package io.riffle.config;

import org.jspecify.annotations.NullMarked;
