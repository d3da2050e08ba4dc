package io.riffle.config;

import static io.riffle.settings.SettingType.DURATION;
import static io.riffle.settings.SettingType.INTEGER;
import static io.riffle.settings.SettingType.NUMBER;
import static io.riffle.settings.SettingType.TEXT;

import io.riffle.settings.Section;
import io.riffle.settings.SettingType;
import java.time.Duration;
import java.util.List;

/** Reads {@code outcomes}. */
final class OutcomesReader {
    private static final SettingType<OutcomesConfig.Truth> TRUTH = SettingType.oneOf(OutcomesConfig.Truth.class);

    private static final SettingType<OutcomesConfig.Success> SUCCESS = SettingType.oneOf(OutcomesConfig.Success.class);

    private OutcomesReader() {}

    static OutcomesConfig read(Section section) {
        OutcomesConfig usual = OutcomesConfig.DEFAULT;
        Duration retention = section.value(
                "retention",
                DURATION,
                usual.retention(),
                "How long a scored event waits for its label and corrections");
        Duration waiting = section.value("waiting", DURATION, usual.waiting(), "How long a label waits for its event");
        OutcomesConfig.Truth truth = section.value(
                "truth", TRUTH, usual.truth(), "What a label says: yes or no, a number, or one of several classes");
        List<String> positive = section.list("positive", TEXT, "Labels that mean yes; else 1 and true");
        double threshold =
                section.value("threshold", NUMBER, usual.threshold(), "Score from which the answer counts as yes");
        OutcomesConfig.Success success = section.value(
                "success",
                SUCCESS,
                usual.success(),
                "What an experiment counts: right answers, or labels that mean yes");
        Duration window = section.value(
                "window", DURATION, usual.window(), "Windows of event time that performance is measured in");
        Duration reportEvery = section.value(
                "report-every",
                DURATION,
                usual.reportEvery(),
                "How often changed windows and experiments are published");
        OutcomesConfig.Judging judging = judging(section, usual.judging());
        List<String> yes = positive.isEmpty() ? usual.positive() : positive;
        return section.build(() -> new OutcomesConfig(
                        retention,
                        waiting,
                        new OutcomesConfig.Answers(truth, yes, threshold),
                        success,
                        window,
                        reportEvery,
                        judging))
                .orElse(usual);
    }

    private static OutcomesConfig.Judging judging(Section section, OutcomesConfig.Judging usual) {
        Duration after = section.value(
                "judge-after",
                DURATION,
                usual.after(),
                "How long after its end a window's labels are awaited before it is held against the model's `metrics`");
        Duration falseAlarmEvery = section.value(
                "false-alarm-every",
                DURATION,
                usual.falseAlarmEvery(),
                "At most one false alarm in so long, over all measures of a version");
        double minEffect = section.value(
                "min-effect",
                NUMBER,
                usual.minEffect(),
                "Least change of accuracy, ROC AUC or Brier score that matters; of log-loss, MAE and RMSE five times that,"
                        + " relatively");
        int minRows = section.value(
                "min-rows", INTEGER, usual.minRows(), "Windows with fewer outcomes are reported and not judged");
        return section.build(() -> new OutcomesConfig.Judging(after, falseAlarmEvery, minEffect, minRows))
                .orElse(usual);
    }
}
