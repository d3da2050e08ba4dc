/**
 * Whether the pipeline is well, without any configuration: built-in rules over health, the metrics and the broker's
 * answers. Start with {@link io.riffle.app.verdict.Verdicts}.
 */
@NullMarked
package io.riffle.app.verdict;

import org.jspecify.annotations.NullMarked;
