package io.riffle.app.check;

import io.riffle.app.check.EventCheck.Refusals;
import io.riffle.deadletter.Rejection;
import io.riffle.frame.FrameRow;
import io.riffle.frame.SourcePosition;
import io.riffle.schema.QualityWarning;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A check as people and programs read it. */
public final class CheckReport {
    private static final int SHOWN_CHARACTERS = 100;

    private final EventCheck check;
    private final boolean file;

    /** @param file whether records are lines of a file, which count from 1 */
    public CheckReport(EventCheck check, boolean file) {
        this.check = check;
        this.file = file;
    }

    /** The sums by name. */
    public Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("records", check.records());
        figures.put("events", check.events());
        figures.put("accepted", check.accepted());
        figures.put("refused", check.refused());
        Map<String, Long> skipped = new TreeMap<>();
        check.skipped().forEach((reason, rows) -> skipped.put(reason.label(), rows));
        figures.put("skipped", skipped);
        Map<String, Integer> warnings = new LinkedHashMap<>();
        for (QualityWarning warning : QualityWarning.values()) {
            if (check.warned(warning) > 0) {
                warnings.put(warning.label(), check.warned(warning));
            }
        }
        figures.put("warnings", warnings);
        return figures;
    }

    /** The same with the refusals. */
    public Map<String, Object> json() {
        Map<String, Object> json = figures();
        json.put("refusals", check.refusals().stream().map(this::json).toList());
        return json;
    }

    private Map<String, @Nullable Object> json(Refusals refusals) {
        Rejection why = refusals.why();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("count", refusals.count());
        json.put("reason", why.reason().label());
        json.put("field", why.field());
        json.put("setting", why.setting());
        json.put("message", why.message());
        json.put("at", at(refusals.row().position()));
        json.put("value", excerpt(refusals.row()));
        return json;
    }

    /** One row for each kind of refusal, below a heading. */
    public List<List<String>> table() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("COUNT", "REASON", "SETTING", "FIRST AT", "MESSAGE"));
        for (Refusals refusals : check.refusals()) {
            Rejection why = refusals.why();
            rows.add(List.of(
                    Long.toString(refusals.count()),
                    why.reason().label(),
                    why.setting() == null ? "" : why.setting(),
                    at(refusals.row().position()),
                    why.message()));
            rows.add(List.of("", "", "", "", excerpt(refusals.row())));
        }
        return rows;
    }

    private String at(SourcePosition position) {
        String place = file
                ? position.topic() + ":" + (position.offset() + 1)
                : position.topic() + "-" + position.partition() + ":" + position.offset();
        return position.isElement() ? place + "#" + position.element() : place;
    }

    /** The beginning of a value; what is no visible character is a dot. */
    private static String excerpt(FrameRow row) {
        byte[] value = row.value();
        if (value == null) {
            return "(no value)";
        }
        String text = new String(value, 0, Math.min(value.length, SHOWN_CHARACTERS * 4), StandardCharsets.UTF_8);
        String visible = text.replaceAll("\\p{Cntrl}|\uFFFD", ".");
        return visible.length() <= SHOWN_CHARACTERS ? visible : visible.substring(0, SHOWN_CHARACTERS) + "...";
    }
}
