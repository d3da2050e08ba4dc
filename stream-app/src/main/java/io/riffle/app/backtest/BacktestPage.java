package io.riffle.app.backtest;

import static io.riffle.app.report.HtmlText.escaped;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A result as one HTML page that needs nothing else. */
public final class BacktestPage {
    private static final String STYLE = """
            body{font:14px/1.4 system-ui,sans-serif;margin:2em auto;max-width:60em;padding:0 1em;color:#222;background:#fff}
            table{border-collapse:collapse;margin-bottom:2em}th,td{text-align:left;padding:.3em 1em .3em 0;border-bottom:1px solid #ddd}
            .passed{color:#1a6b2f}.failed{color:#b00020}
            @media(prefers-color-scheme:dark){body{color:#ddd;background:#16181c}.passed{color:#7fd495}.failed{color:#ff8a94}
            th,td{border-color:#444}}
            """;

    private BacktestPage() {}

    /** The page. */
    public static String of(BacktestResult result) {
        String title = "Version " + result.candidate().version().version() + " against "
                + result.baseline().version().version();
        StringBuilder html = new StringBuilder("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">"
                        + "<meta name=\"viewport\" content=\"width=device-width\"><title>")
                .append(escaped(title))
                .append("</title><style>")
                .append(STYLE)
                .append("</style></head><body><h1>")
                .append(escaped(title))
                .append("</h1>");
        verdict(html, result);
        BacktestText text = new BacktestText(result);
        table(html, text.versions());
        List<List<String>> figures = new ArrayList<>(List.of(List.of("COMPARISON", "")));
        text.comparison().forEach((name, value) -> figures.add(List.of(name, value)));
        table(html, figures);
        table(html, worst(result));
        return html.append("</body></html>\n").toString();
    }

    private static void verdict(StringBuilder html, BacktestResult result) {
        if (result.passed()) {
            html.append("<p class=\"passed\">Passed: everything that was asked holds.</p>");
            return;
        }
        html.append("<ul class=\"failed\">");
        result.failures()
                .forEach(failure -> html.append("<li>").append(escaped(failure)).append("</li>"));
        html.append("</ul>");
    }

    private static List<List<String>> worst(BacktestResult result) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("EVENTS THAT DIFFER MOST", "CANDIDATE", "BASELINE"));
        result.worst()
                .forEach(event -> rows.add(List.of(
                        event.eventId(),
                        String.format(Locale.ROOT, "%.6f", event.candidate()),
                        String.format(Locale.ROOT, "%.6f", event.baseline()))));
        return rows;
    }

    private static void table(StringBuilder html, List<List<String>> rows) {
        html.append("<table>");
        for (int row = 0; row < rows.size(); row++) {
            String cell = row == 0 ? "th" : "td";
            html.append("<tr>");
            rows.get(row)
                    .forEach(text -> html.append('<')
                            .append(cell)
                            .append('>')
                            .append(escaped(text))
                            .append("</")
                            .append(cell)
                            .append('>'));
            html.append("</tr>");
        }
        html.append("</table>");
    }
}
