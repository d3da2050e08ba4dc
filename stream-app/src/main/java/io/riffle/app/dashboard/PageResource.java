package io.riffle.app.dashboard;

import io.riffle.app.http.Resource;
import io.riffle.app.http.Role;
import io.riffle.app.http.Routes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * The page and what it is made of. Open to everybody: it holds no data, and a browser cannot say who it is before it has
 * a page that asks. A fixed list of files, read once.
 */
final class PageResource implements Resource {
    private static final String PAGE = "index.html";
    private static final List<String> FILES = List.of(
            "app.js",
            "api.js",
            "charts.js",
            "dialogs.js",
            "dom.js",
            "drift.js",
            "events.js",
            "explain.js",
            "format.js",
            "icon.svg",
            "alerts.js",
            "models.js",
            "overview.js",
            "quality.js",
            "style.css",
            "theme.js",
            "topology.js",
            "uplot/LICENSE",
            "uplot/uPlot.iife.min.js",
            "uplot/uPlot.min.css");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml");

    @Override
    public void addTo(Routes routes) {
        add(routes, "/", PAGE);
        add(routes, "/dashboard", PAGE);
        FILES.forEach(file -> add(routes, "/dashboard/" + file, file));
    }

    private static void add(Routes routes, String path, String file) {
        byte[] bytes = read(file);
        String type = TYPES.getOrDefault(file.substring(file.lastIndexOf('.') + 1), "text/plain; charset=utf-8");
        routes.get(path, Role.OPEN, context -> context.contentType(type).result(bytes));
    }

    private static byte[] read(String file) {
        try (InputStream stream = PageResource.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException("the dashboard must have its files: no " + file);
            }
            return stream.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
