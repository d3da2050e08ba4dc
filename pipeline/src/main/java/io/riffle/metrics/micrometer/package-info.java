/**
 * What is counted, as Prometheus metrics. Start with {@link io.riffle.metrics.micrometer.PrometheusMetrics}. With the
 * app the only package that knows the meter library.
 */
@NullMarked
package io.riffle.metrics.micrometer;

import org.jspecify.annotations.NullMarked;
