package io.riffle.app.report;

import io.riffle.schema.DriftReport;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Reports as one HTML page that needs nothing else: styles inside, bars as SVG, no script. */
public final class DriftPage {
    private static final String STYLE = """
            body{font:14px/1.4 system-ui,sans-serif;margin:2em auto;max-width:70em;padding:0 1em;color:#222}
            table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3em .6em;border-bottom:1px solid #ddd}
            .none{color:#666}.low{color:#8a6d00}.medium{color:#b85c00}.high{color:#b00020;font-weight:bold}
            .feature{display:inline-block;margin:0 1.5em 1.5em 0;vertical-align:top}
            svg text{font-size:10px;fill:#444}.reference{fill:#9bb8d3}.current{fill:#d9822b}
            """;
    /** The worst ones; the table has all. Keeps the page below a megabyte. */
    private static final int DRAWN = 40;

    private static final int BAR = 14;
    private static final int WIDTH = 300;
    private static final int LABELS = 130;

    private final StringBuilder html = new StringBuilder();

    private final ReportHistory<DriftReport> history;

    private DriftPage(ReportHistory<DriftReport> history) {
        this.history = history;
    }

    /** The page of some reports of a history. */
    public static String of(ReportHistory<DriftReport> history, List<DriftReport> reports) {
        DriftPage page = new DriftPage(history);
        page.html
                .append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Drift</title><style>")
                .append(STYLE)
                .append("</style></head><body><h1>Drift</h1>");
        reports.forEach(page::report);
        page.html.append("</body></html>\n");
        return page.html.toString();
    }

    private void report(DriftReport report) {
        DriftText text = new DriftText(history, report);
        html.append("<h2>").append(HtmlText.escaped(text.headline())).append("</h2><table>");
        List<List<String>> table = text.table();
        for (int i = 0; i < table.size(); i++) {
            html.append("<tr>");
            String cell = i == 0 ? "th" : "td";
            for (int column = 0; column < table.get(i).size(); column++) {
                String shown = HtmlText.escaped(table.get(i).get(column));
                String style = i > 0 && column == 1 ? " class=\"" + shown + "\"" : "";
                html.append('<')
                        .append(cell)
                        .append(style)
                        .append('>')
                        .append(shown)
                        .append("</")
                        .append(cell)
                        .append('>');
            }
            html.append("</tr>");
        }
        html.append("</table><p>Share of rows per bin: <span style=\"color:#5b86ad\">training</span> and ")
                .append(
                        "<span style=\"color:#d9822b\">this window</span>. Since when: start of the first of the windows in ")
                .append("a row that have changed. Written for ")
                .append(Instant.ofEpochMilli(report.toMs()))
                .append(".</p>");
        report.features().stream().limit(DRAWN).forEach(this::bars);
    }

    private void bars(DriftReport.Feature feature) {
        int height = feature.bins().size() * (2 * BAR + 4);
        html.append("<div class=\"feature\"><h3 class=\"")
                .append(HtmlText.escaped(feature.severity().label()))
                .append("\">")
                .append(HtmlText.escaped(feature.feature()))
                .append("</h3><svg width=\"")
                .append(LABELS + WIDTH + 50)
                .append("\" height=\"")
                .append(height)
                .append("\">");
        double largest = feature.bins().stream()
                .mapToDouble(bin -> Math.max(bin.reference(), bin.current()))
                .max()
                .orElse(1);
        int top = 0;
        for (DriftReport.Bin bin : feature.bins()) {
            html.append(String.format(
                    Locale.ROOT,
                    "<text x=\"0\" y=\"%d\">%s</text>",
                    top + BAR + 2,
                    HtmlText.escaped(shortened(bin.label()))));
            bar("reference", top, bin.reference(), largest);
            bar("current", top + BAR, bin.current(), largest);
            top += 2 * BAR + 4;
        }
        html.append("</svg></div>");
    }

    private void bar(String style, int top, double share, double largest) {
        double width = largest > 0 ? share / largest * WIDTH : 0;
        html.append(String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\"/><text x=\"%.1f\" y=\"%d\">%s</text>",
                style,
                LABELS,
                top,
                width,
                BAR - 2,
                LABELS + width + 4,
                top + BAR - 4,
                DriftText.percent(share)));
    }

    private static String shortened(String label) {
        return label.length() > 24 ? label.substring(0, 23) + "\u2026" : label;
    }
}
