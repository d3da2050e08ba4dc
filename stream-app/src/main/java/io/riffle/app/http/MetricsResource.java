package io.riffle.app.http;

import io.javalin.http.Context;
import io.riffle.metrics.micrometer.PrometheusMetrics;

/** {@code /metrics} in the formats that Prometheus reads. */
public final class MetricsResource implements Resource {
    private final PrometheusMetrics metrics;

    public MetricsResource(PrometheusMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void addTo(Routes routes) {
        routes.quick("/metrics", Role.READ, this::page);
    }

    private void page(Context context) {
        String contentType = PrometheusMetrics.contentType(context.header("Accept"));
        byte[] page = metrics.scrape(contentType);
        context.contentType(contentType).result(page);
    }
}
