package io.riffle.config;

import io.riffle.config.alerting.AlertRule;
import io.riffle.config.event.EventConfig;
import io.riffle.config.event.FeaturesConfig;
import io.riffle.config.event.FieldConfig;
import io.riffle.config.event.RegistryConfig;
import io.riffle.expression.ExpressionException;
import io.riffle.expression.ExpressionLanguage;
import io.riffle.expression.column.ColumnLanguage;
import io.riffle.feature.Feature;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureSource;
import io.riffle.feature.FeatureType;
import io.riffle.settings.Violations;
import io.riffle.window.Aggregate;
import io.riffle.window.WindowSpec;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Rules between the parts of a pipeline. */
final class PipelineRules {
    private static final Set<Aggregate> OF_ANY_TYPE =
            EnumSet.of(Aggregate.COUNT, Aggregate.DISTINCT, Aggregate.SINCE_LAST);

    private final Violations violations = Violations.in("");

    /** Feature names and the key that declares each. */
    private final Map<String, String> features = new LinkedHashMap<>();

    private final String name;
    private final RowConfig row;
    private final AnswerConfig answer;

    PipelineRules(String name, RowConfig row, AnswerConfig answer) {
        this.name = name;
        this.row = row;
        this.answer = answer;
    }

    void check() {
        checkName();
        declareFeatures();
        checkHistory();
        checkDerived();
        checkIncluded();
        checkFormat();
        checkNoImage();
        checkAlerts();
        checkStored();
        violations.throwIfAny();
    }

    /** What is expected of a field can be expected of a declared one only. */
    static void checkQuality(EventConfig event, QualityConfig quality) {
        Violations violations = Violations.in("quality.fields");
        List<String> declared = event.fields().stream().map(FieldConfig::name).toList();
        quality.fieldsInOrder()
                .keySet()
                .forEach(field -> violations.check(
                        declared.contains(field), field, "must be one of event.fields", "'" + field + "'"));
        violations.throwIfAny();
    }

    /** A schema is registered where those of events are. */
    private void checkFormat() {
        boolean confluent = row.event()
                .format()
                .registry()
                .filter(registry -> registry.api() == RegistryConfig.Api.CONFLUENT)
                .isPresent();
        violations.check(
                answer.predictions().format() != PredictionFormat.AVRO || confluent,
                "predictions.format",
                "must come with event.registry, of the API confluent, where it is avro",
                "avro alone");
    }

    /** The name becomes part of topics, groups, folders and metrics. */
    private void checkName() {
        violations.check(
                name.matches("[a-zA-Z0-9][a-zA-Z0-9._-]{0,99}"),
                "pipeline",
                "must be up to 100 letters, digits, '.', '_' and '-', and begin with a letter or digit",
                "'" + name + "'");
    }

    private void declareFeatures() {
        features.put(FeatureSchema.EVENT_TIME, "");
        row.event().fields().forEach(field -> declare(field.name(), "event.fields." + field.name()));
        row.profile()
                .map(ProfileConfig::fields)
                .orElse(List.of())
                .forEach(field -> declare(field.name(), "profile.fields." + field.name()));
        for (WindowSpec window : row.history().windows()) {
            for (Aggregate aggregate : window.aggregates()) {
                declare(window.featureName(aggregate), "history.windows." + window.name());
            }
        }
    }

    private void declare(String feature, String key) {
        String other = features.putIfAbsent(feature, key);
        if (feature.equals(FeatureSchema.EVENT_TIME)) {
            violations.add(key, "must have another name: " + feature + " is the event's own time");
        } else if (other != null) {
            violations.add(key, "must have another name: the feature " + feature + " is also declared by " + other);
        }
    }

    /** A formula sees what stands above it: event, profile, history, and the formulas before. */
    private void checkDerived() {
        ExpressionLanguage language = new ColumnLanguage();
        List<Feature> given = PipelineFeatures.given(row.event(), row.profile(), row.history(), FeaturesConfig.NONE);
        Map<String, Feature> visible = new LinkedHashMap<>();
        given.forEach(feature -> visible.putIfAbsent(feature.name(), feature));
        for (DerivedConfig each : row.derived()) {
            String key = "derived." + each.name();
            declare(each.name(), key);
            try {
                FeatureSchema fields = new FeatureSchema(List.copyOf(visible.values()));
                language.compile(each.expression(), fields, each.type());
            } catch (ExpressionException wrong) {
                violations.add(key + ".expression", String.valueOf(wrong.getMessage()));
            }
            visible.putIfAbsent(each.name(), new Feature(each.name(), each.type(), FeatureSource.DERIVED));
        }
    }

    private void checkStored() {
        Optional<ProfileConfig> profile = row.profile();
        FeaturesConfig stored = row.features();
        if (profile.isPresent()) {
            violations.check(
                    !profile.get().fields().isEmpty() || !stored.materialized().isEmpty(),
                    "profile.fields",
                    "must declare at least one field",
                    "none");
            violations.check(
                    profile.get().layout() == ProfileLayout.HASH
                            || stored.materialized().isEmpty(),
                    "profile.layout",
                    "must be hash, for features of history are written into hashes",
                    profile.get().layout().name().toLowerCase(Locale.ROOT));
            return;
        }
        for (String window : stored.materialized().keySet()) {
            violations.add(
                    "history.windows." + window + ".materialize",
                    "must be left out unless profile.redis says where features are kept: was true");
        }
    }

    private void checkHistory() {
        Map<String, FeatureType> types = new HashMap<>();
        row.event().fields().forEach(field -> types.put(field.name(), field.type()));
        for (WindowSpec window : row.history().windows()) {
            String key = "history.windows." + window.name();
            FeatureType type = types.get(window.of());
            violations.check(type != null, key + ".of", "must be one of event.fields", "'" + window.of() + "'");
            violations.check(type != FeatureType.IMAGE, key + ".of", "must not be an image", "'" + window.of() + "'");
            if (type != null && type.isText() && !OF_ANY_TYPE.containsAll(window.aggregates())) {
                violations.add(
                        key + ".aggregates",
                        "must be among count, distinct and since_last for a " + lower(type) + ": was "
                                + lower(window.aggregates()));
            }
        }
    }

    private void checkIncluded() {
        List<String> included = answer.predictions().includeFeatures();
        List<String> unknown = included.stream()
                .filter(feature -> !features.containsKey(feature))
                .toList();
        violations
                .check(
                        unknown.isEmpty(),
                        "predictions.include-features",
                        "must be declared features, not " + String.join(", ", unknown),
                        included)
                .check(
                        new HashSet<>(included).size() == included.size(),
                        "predictions.include-features",
                        "must differ from each other",
                        included);
    }

    private void checkNoImage() {
        List<String> images = row.event().fields().stream()
                .filter(field -> field.type() == FeatureType.IMAGE)
                .map(FieldConfig::name)
                .filter(answer.predictions().includeFeatures()::contains)
                .toList();
        violations.check(
                images.isEmpty(), "predictions.include-features", "must not be images", String.join(", ", images));
    }

    private void checkAlerts() {
        Set<String> names = new HashSet<>();
        for (AlertRule alert : answer.alerts()) {
            violations.check(
                    names.add(alert.name()), "alerts." + alert.name(), "must be declared once", "declared twice");
        }
    }

    private static String lower(Object value) {
        return value.toString().toLowerCase(Locale.ROOT);
    }
}
