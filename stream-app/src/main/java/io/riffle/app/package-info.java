/** The process: command line, life cycle, HTTP. The only place that builds adapters. Start with {@code Main}. */
@NullMarked
package io.riffle.app;

import org.jspecify.annotations.NullMarked;
