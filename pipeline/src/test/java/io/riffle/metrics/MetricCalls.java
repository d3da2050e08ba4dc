package io.riffle.metrics;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes down every call in order, for example {@code received[3]}. */
public final class MetricCalls {
    private final List<String> calls = new ArrayList<>();

    public ScoringMetrics metrics() {
        return (ScoringMetrics) Proxy.newProxyInstance(
                ScoringMetrics.class.getClassLoader(),
                new Class<?>[] {ScoringMetrics.class},
                (proxy, method, arguments) -> {
                    calls.add(method.getName() + Arrays.toString(arguments));
                    return null;
                });
    }

    public List<String> calls() {
        return calls;
    }
}
