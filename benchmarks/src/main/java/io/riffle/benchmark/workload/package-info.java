/** What every contender gets and has to produce: events, profiles, a model, predictions. Start with {@link io.riffle.benchmark.workload.Workload}. */
@NullMarked
package io.riffle.benchmark.workload;

import org.jspecify.annotations.NullMarked;
