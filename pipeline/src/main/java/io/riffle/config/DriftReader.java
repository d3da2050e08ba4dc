package io.riffle.config;

import static io.riffle.settings.SettingType.DURATION;
import static io.riffle.settings.SettingType.INTEGER;
import static io.riffle.settings.SettingType.NUMBER;
import static io.riffle.settings.SettingType.TEXT;

import io.riffle.settings.Section;
import io.riffle.settings.SettingType;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code drift}. */
final class DriftReader {
    private static final SettingType<DriftDetector> DETECTOR = SettingType.oneOf(DriftDetector.class);

    private static final SettingType<DriftConfig.WithoutReference> WITHOUT =
            SettingType.oneOf(DriftConfig.WithoutReference.class);

    private static final SettingType<DriftConfig.Season> SEASON = SettingType.oneOf(DriftConfig.Season.class);

    private DriftReader() {}

    private record Named(String name, DriftDetector detector) {}

    private static Named detector(String name, Section section) {
        return new Named(
                name,
                section.required(
                        "by",
                        DETECTOR,
                        "Watches a number, `score` or `errors` (only ddm) row by row; may stand alone"));
    }

    static DriftConfig read(String pipeline, Section section) {
        DriftConfig usual = DriftConfig.of(pipeline);
        Duration window = section.value(
                "window",
                DURATION,
                usual.judging().window(),
                "Event time that is counted together and judged when it is over");
        Duration sliding = section.derived(
                "sliding",
                DURATION,
                window.multipliedBy(4),
                "4 windows",
                "A longer window that is judged as well, a multiple of window; 0s for none");
        Duration grace =
                section.value("grace", DURATION, usual.judging().grace(), "How late a row may come and be counted");
        Duration every = section.value(
                "false-alarm-every",
                DURATION,
                usual.judging().falseAlarmEvery(),
                "At most one false alarm in so long, on average, over everything that is watched of a version");
        double effect = section.value(
                "min-effect", NUMBER, usual.judging().minEffect(), "Share of rows that must have moved for an alarm");
        int rows =
                section.value("min-rows", INTEGER, usual.judging().minRows(), "Windows with fewer rows are not judged");
        List<String> features = section.list(
                "features", TEXT, "Features to watch; none means all of the reference profile and the score");
        String reports = section.derived(
                "reports-topic", TEXT, usual.reportsTopic(), "<pipeline>.drift.v1", "Where drift reports go");
        String counts = section.derived(
                "counts-topic",
                TEXT,
                usual.countsTopic(),
                "<pipeline>.window-counts.v1",
                "Where the counts of all partitions meet; has one partition");
        DriftConfig.WithoutReference without = section.value(
                "without-reference",
                WITHOUT,
                usual.withoutReference(),
                "A version without reference profile: `skip` it, or compare it with its `first-window` of min-rows");
        DriftConfig.Season season = section.value(
                "season",
                SEASON,
                usual.season(),
                "What recurs: each `hour-of-day` or `hour-of-week` is compared with its own, once two of each were seen");
        Map<String, DriftDetector> detectors = new LinkedHashMap<>();
        section.entriesOrValues("detectors", "by", DriftReader::detector)
                .forEach(each -> detectors.put(each.name(), each.detector()));
        return section.build(() -> new DriftConfig(
                        new JudgingConfig(window, grace, every, effect, rows),
                        sliding,
                        features,
                        reports,
                        counts,
                        without,
                        season,
                        detectors))
                .orElse(usual);
    }
}
