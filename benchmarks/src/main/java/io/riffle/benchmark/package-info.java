/** The benchmarks as commands. Start with {@link io.riffle.benchmark.EndToEnd}. */
@NullMarked
package io.riffle.benchmark;

import org.jspecify.annotations.NullMarked;
