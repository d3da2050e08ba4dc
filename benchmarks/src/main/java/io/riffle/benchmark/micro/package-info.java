/** What one row costs in each stage, with JMH. Start with {@link io.riffle.benchmark.micro.StageBenchmark}. */
@NullMarked
package io.riffle.benchmark.micro;

import org.jspecify.annotations.NullMarked;
