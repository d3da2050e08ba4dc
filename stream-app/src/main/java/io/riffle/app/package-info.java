/**
 * The process: life cycle, HTTP, and {@code Main}, which puts the commands of {@code io.riffle.app.cli} together. The only
 * place that builds adapters.
 */
@NullMarked
package io.riffle.app;

import org.jspecify.annotations.NullMarked;
