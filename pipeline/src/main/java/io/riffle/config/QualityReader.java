package io.riffle.config;

import static io.riffle.settings.SettingType.DURATION;
import static io.riffle.settings.SettingType.INTEGER;
import static io.riffle.settings.SettingType.NUMBER;

import io.riffle.schema.DeadLetterReason;
import io.riffle.settings.Section;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads {@code quality}. */
final class QualityReader {
    private QualityReader() {}

    static QualityConfig read(Section section) {
        QualityConfig usual = QualityConfig.DEFAULT;
        JudgingConfig judging = judging(section, usual.judging());
        double rejected = section.value("rejected", NUMBER, usual.rejected(), "Expected share of dead letters, 0 to 1");
        double duplicates =
                section.value("duplicates", NUMBER, usual.duplicates(), "Expected share of events that come again");
        Optional<QualityConfig.Freshness> freshness = section.optionalSection("freshness", QualityReader::freshness);
        VolumeConfig volume = section.section("volume", part -> volume(judging.window(), part));
        Map<DeadLetterReason, Double> reasons = section.section("reasons", QualityReader::reasons);
        Map<String, Map<FieldFault, Double>> fields = new LinkedHashMap<>();
        section.entries("fields", (name, part) -> fields.put(name, faults(part)));
        return section.build(() -> new QualityConfig(judging, rejected, duplicates, freshness, volume, reasons, fields))
                .orElse(usual);
    }

    private static JudgingConfig judging(Section section, JudgingConfig usual) {
        Duration window = section.value(
                "window", DURATION, usual.window(), "Event time that is counted together; a day is a multiple of it");
        Duration grace = section.value(
                "grace", DURATION, usual.grace(), "How late an event may come and be counted in its own window");
        Duration every = section.value(
                "false-alarm-every",
                DURATION,
                usual.falseAlarmEvery(),
                "At most one false alarm in so long, on average, over all expectations");
        double effect = section.value(
                "min-effect", NUMBER, usual.minEffect(), "How far above its expectation a share must be for an alarm");
        int rows = section.value(
                "min-rows", INTEGER, usual.minRows(), "Of windows with fewer events only their number is judged");
        return new JudgingConfig(window, grace, every, effect, rows);
    }

    private static QualityConfig.Freshness freshness(Section section) {
        Duration within = section.required("within", DURATION, "How old an event may be when it arrives");
        double share = section.value("share", NUMBER, 0.01, "Expected share of events that are older");
        return new QualityConfig.Freshness(within, share);
    }

    private static VolumeConfig volume(Duration window, Section section) {
        VolumeConfig usual = QualityConfig.volume(window);
        int days = section.derived(
                "days",
                INTEGER,
                usual.days(),
                "35, fewer for windows below 15m",
                "How many days back the same time of day tells how many events are usual; from 21 on the same weekday does");
        int minDays = section.derived(
                "min-days", INTEGER, usual.minDays(), "7, or days", "With fewer days known there is no alarm");
        double change = section.value(
                "min-change", NUMBER, usual.minChange(), "Change relative to the usual number before it matters");
        return new VolumeConfig(days, minDays, change);
    }

    private static Map<DeadLetterReason, Double> reasons(Section section) {
        Map<DeadLetterReason, Double> reasons = new EnumMap<>(DeadLetterReason.class);
        for (DeadLetterReason reason : DeadLetterReason.values()) {
            section.optional(
                            QualityConfig.key(reason),
                            NUMBER,
                            "Expected share of dead letters `" + reason.label() + "`")
                    .ifPresent(share -> reasons.put(reason, share));
        }
        return reasons;
    }

    private static Map<FieldFault, Double> faults(Section section) {
        Map<FieldFault, Double> faults = new EnumMap<>(FieldFault.class);
        for (FieldFault fault : FieldFault.values()) {
            section.optional(fault.key(), NUMBER, fault.meaning()).ifPresent(share -> faults.put(fault, share));
        }
        return faults;
    }
}
