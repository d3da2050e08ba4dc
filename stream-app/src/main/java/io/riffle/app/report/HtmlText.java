package io.riffle.app.report;

/** Text inside a page. */
public final class HtmlText {
    private HtmlText() {}

    /** Labels are values of events: nobody's markup gets into the page. */
    public static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
