/**
 * A running pipeline: its life cycle, adapters, health and HTTP. The only place that builds adapters. Start with
 * {@code ScoringApplication}.
 */
@NullMarked
package io.riffle.app.run;

import org.jspecify.annotations.NullMarked;
