/** The baseline: the same work on plain Kafka Streams, one event at a time. Start with {@link io.riffle.benchmark.plain.PlainStreams}. */
@NullMarked
package io.riffle.benchmark.plain;

import org.jspecify.annotations.NullMarked;
