package io.riffle.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.config.alerting.AlertAction;
import io.riffle.config.alerting.AlertRule;
import io.riffle.config.alerting.AlertingConfig;
import io.riffle.config.alerting.Condition;
import io.riffle.config.alerting.SignalRule;
import io.riffle.config.alerting.WebhookConfig;
import io.riffle.config.event.Coercion;
import io.riffle.config.event.CsvConfig;
import io.riffle.config.event.DuplicateKeys;
import io.riffle.config.event.DuplicatesConfig;
import io.riffle.config.event.EnvelopeConfig;
import io.riffle.config.event.EventConfig;
import io.riffle.config.event.EventFormatConfig;
import io.riffle.config.event.EventLayout;
import io.riffle.config.event.EventPath;
import io.riffle.config.event.EventPlace;
import io.riffle.config.event.EventTimeConfig;
import io.riffle.config.event.FeatureAbout;
import io.riffle.config.event.FeaturesConfig;
import io.riffle.config.event.FieldConfig;
import io.riffle.config.event.FieldSource;
import io.riffle.config.event.Identifier;
import io.riffle.config.event.ImageConfig;
import io.riffle.config.event.Leniency;
import io.riffle.config.event.Limits;
import io.riffle.config.event.RegistryAccess;
import io.riffle.config.event.RegistryConfig;
import io.riffle.config.event.TimeForm;
import io.riffle.feature.FeatureType;
import io.riffle.schema.DeadLetterReason;
import io.riffle.schema.Severity;
import io.riffle.settings.KeyReference;
import io.riffle.settings.Origin;
import io.riffle.settings.Secret;
import io.riffle.settings.Setting;
import io.riffle.window.Aggregate;
import io.riffle.window.WindowSpec;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConfigLoaderTest {
    private static final Path BESIDE = Path.of("src/test/resources/config");
    private static final OptionalDouble NONE = OptionalDouble.empty();
    private final Pipeline minimal = PipelineFile.resource("minimal.yaml").pipeline();
    private final Pipeline full = PipelineFile.resource("full.yaml").pipeline();

    @Test
    void kafka_hasDefaults_whenOnlyServersAreGiven() {
        assertThat(minimal.kafka())
                .isEqualTo(new KafkaConfig(
                        "localhost:9092",
                        Guarantee.EXACTLY_ONCE,
                        1,
                        Duration.ofMillis(50),
                        0,
                        Path.of(".riffle/state"),
                        Map.of()));
    }

    @Test
    void kafka_mapsEveryKey() {
        assertThat(full.kafka())
                .isEqualTo(new KafkaConfig(
                        "broker-1:9092,broker-2:9092",
                        Guarantee.AT_LEAST_ONCE,
                        3,
                        Duration.ofMillis(75),
                        1,
                        Path.of("src/test/resources/config/state"),
                        Map.of(
                                "security.protocol", "SASL_SSL",
                                "sasl.jaas.config", "org.example.Login required password=\"hunter2\";",
                                "ssl.truststore.password", "hunter2",
                                "producer.linger.ms", "4")));
    }

    @Test
    void topics_followFromPipelineName_whenAbsent() {
        assertThat(minimal.topics())
                .isEqualTo(new TopicsConfig(
                        "tiny.events.v1",
                        "tiny.predictions.v1",
                        "tiny.alerts.v1",
                        "tiny.events.v1.dlq",
                        side(
                                "tiny.control.v1",
                                "tiny.audit.v1",
                                "tiny.shadow.v1",
                                "tiny.labels.v1",
                                "tiny.outcomes.v1",
                                "tiny.outcome-counts.v1",
                                "tiny.performance.v1",
                                "tiny.experiments.v1",
                                "tiny.signals.v1",
                                "tiny.retraining.v1",
                                "tiny.quality.v1"),
                        4,
                        1));
    }

    @Test
    void topics_mapEveryKey() {
        assertThat(full.topics())
                .isEqualTo(new TopicsConfig(
                        "payments.v1",
                        "scores.v1",
                        "warnings.v1",
                        "rest.v1",
                        side(
                                "models.v1",
                                "log.v1",
                                "beside.v1",
                                "truth.v1",
                                "known.v1",
                                "parts.v1",
                                "measured.v1",
                                "arms.v1",
                                "seen.v1",
                                "again.v1",
                                "clean.v1"),
                        12,
                        3));
    }

    /** In the order of the enum. */
    private static Map<SideTopic, String> side(String... names) {
        Map<SideTopic, String> side = new EnumMap<>(SideTopic.class);
        for (SideTopic topic : SideTopic.values()) {
            side.put(topic, names[topic.ordinal()]);
        }
        return side;
    }

    @Test
    void outcomes_hasDefaultsAndMapsEveryKey() {
        assertThat(minimal.outcomes()).isEmpty();
        assertThat(full.outcomes())
                .contains(new OutcomesConfig(
                        Duration.ofDays(3),
                        Duration.ofHours(2),
                        new OutcomesConfig.Answers(OutcomesConfig.Truth.REGRESSION, List.of("attack", "fraud"), 0.25),
                        OutcomesConfig.Success.POSITIVE,
                        Duration.ofMinutes(30),
                        Duration.ofSeconds(3),
                        new OutcomesConfig.Judging(Duration.ofMinutes(45), Duration.ofDays(20), 0.03, 150)));
    }

    @Test
    void outcomes_hasUsualValues_whenOneKeyTurnsItOn() {
        Pipeline pipeline = PipelineFile.resource("minimal.yaml")
                .set("outcomes.retention", "7d")
                .pipeline();
        assertThat(pipeline.outcomes()).contains(OutcomesConfig.DEFAULT);
    }

    @Test
    void batch_hasDefaultsAndMapsEveryKey() {
        assertThat(minimal.batch()).isEqualTo(new BatchConfig(1024, Duration.ZERO));
        assertThat(full.batch()).isEqualTo(new BatchConfig(512, Duration.ofMillis(5)));
    }

    @Test
    void event_hasDefaults() {
        EventTimeConfig time =
                new EventTimeConfig(Optional.empty(), EventTimeConfig.TimeUnit.MS, Optional.empty(), Optional.empty());
        DuplicatesConfig duplicates = new DuplicatesConfig(Duration.ofMinutes(10), DuplicatesConfig.Action.DROP);
        assertThat(minimal.event())
                .isEqualTo(new EventConfig(
                        new EventConfig.Identity("event_id", "card_id", time),
                        false,
                        1_048_576,
                        EventLayout.PLAIN,
                        duplicates,
                        List.of()));
    }

    @Test
    void event_mapsEveryKey() {
        EventTimeConfig time = new EventTimeConfig(
                Optional.of("at"),
                EventTimeConfig.TimeUnit.ISO,
                Optional.of(Duration.ofDays(30)),
                Optional.of(Duration.ofHours(1)));
        DuplicatesConfig duplicates = new DuplicatesConfig(Duration.ofMinutes(20), DuplicatesConfig.Action.MARK);
        assertThat(full.event())
                .isEqualTo(new EventConfig(
                        new EventConfig.Identity("event_id", "card_id", time),
                        true,
                        2 << 20,
                        new EventLayout(
                                full.event().format(),
                                new EnvelopeConfig(
                                        EnvelopeConfig.Kind.DEBEZIUM,
                                        Optional.of("document.body"),
                                        new EnvelopeConfig.Changes(
                                                EnvelopeConfig.Fate.DEAD_LETTER,
                                                EnvelopeConfig.ChangeTime.DATABASE,
                                                Map.of("amount", 2, "net.price", -1)),
                                        new EnvelopeConfig.Carrier(
                                                EnvelopeConfig.Arrays.SPLIT,
                                                EnvelopeConfig.Compression.GZIP,
                                                EnvelopeConfig.Fate.DEAD_LETTER)),
                                DuplicateKeys.REJECT,
                                Optional.of("payload.features"),
                                Optional.empty()),
                        duplicates,
                        full.event().fields()));
    }

    @Test
    void format_hasDefaultsAndMapsEveryKey() {
        assertThat(minimal.event().format()).isEqualTo(EventFormatConfig.JSON);
        assertThat(full.event().format().kind()).isEqualTo(EventFormatConfig.Kind.JSON);
        RegistryAccess token = new RegistryAccess(
                Optional.empty(), Optional.empty(), Optional.of(new Secret("hunter2")), Optional.empty());
        assertThat(full.event().format().registry())
                .contains(new RegistryConfig(
                        URI.create("http://registry:8081"),
                        RegistryConfig.Api.CONFLUENT,
                        RegistryConfig.Ids.FOUR_BYTES,
                        token,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(20),
                        1000));
        Path folder = Path.of("src/test/resources/config");
        RegistryAccess user = new RegistryAccess(
                Optional.of("riffle"),
                Optional.of(new Secret("hunter2")),
                Optional.empty(),
                Optional.of(folder.resolve("ca.pem")));
        assertThat(PipelineFile.resource("formats.yaml").pipeline().event().format())
                .isEqualTo(new EventFormatConfig(
                        EventFormatConfig.Kind.PROTOBUF,
                        Optional.of(folder.resolve("shop.desc")),
                        Optional.of("shop.Payment"),
                        new CsvConfig(List.of("id", "card"), ";", false),
                        Optional.of(new RegistryConfig(
                                URI.create("https://registry:8081"),
                                RegistryConfig.Api.APICURIO,
                                RegistryConfig.Ids.EIGHT_BYTES,
                                user,
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(7),
                                50))));
    }

    @Test
    void fields_mapEveryKey_inTheOrderOfTheFile() {
        FieldConfig.UnknownValues warn = FieldConfig.UnknownValues.WARN;
        FieldConfig.UnknownValues reject = FieldConfig.UnknownValues.REJECT;
        List<String> values = List.of("grocery", "fuel", "yes");
        assertThat(full.event().fields())
                .containsExactly(
                        new FieldConfig(
                                "amount",
                                FeatureType.NUMBER,
                                true,
                                Limits.between(0, 100_000),
                                Limits.between(1, 5000.5),
                                FieldConfig.Categories.ANY,
                                10_000,
                                ImageConfig.DEFAULT),
                        new FieldConfig(
                                "category",
                                FeatureType.CATEGORY,
                                false,
                                Limits.NONE,
                                Limits.NONE,
                                new FieldConfig.Categories(values, reject),
                                10_000,
                                ImageConfig.DEFAULT),
                        new FieldConfig(
                                "note",
                                FeatureType.TEXT,
                                false,
                                Limits.NONE,
                                Limits.NONE,
                                FieldConfig.Categories.ANY,
                                99,
                                ImageConfig.DEFAULT),
                        FieldConfig.of("items", FeatureType.INTEGER),
                        FieldConfig.of("online", FeatureType.BOOLEAN),
                        new FieldConfig(
                                "photo",
                                FeatureType.IMAGE,
                                false,
                                Limits.NONE,
                                Limits.NONE,
                                FieldConfig.Categories.ANY,
                                10_000,
                                new ImageConfig(
                                        3 << 20,
                                        5000,
                                        full.event().fields().get(5).image().folder())));
        assertThat(full.event().fields().get(5).image().folder())
                .hasValueSatisfying(folder -> assertThat(folder).endsWithRaw(Path.of("photos")));
    }

    @Test
    void places_mapEveryKey() {
        EventConfig event = PipelineFile.resource("places.yaml").pipeline().event();
        assertThat(event.id())
                .isEqualTo(new Identifier(
                        new EventPlace.InKey(Optional.of(EventPath.parse("order.id"))), Identifier.Type.ANY));
        assertThat(event.entity()).isEqualTo(new Identifier(new EventPlace.InHeader("x-card"), Identifier.Type.EXACT));
        assertThat(event.time())
                .isEqualTo(new EventTimeConfig(
                        Optional.of(new EventPlace.InHeader("x-time")),
                        new TimeForm(
                                EventTimeConfig.TimeUnit.ISO,
                                Optional.of(ZoneId.of("Europe/Berlin")),
                                Optional.of("dd.MM.yyyy HH:mm")),
                        Optional.empty(),
                        Optional.empty()));
        assertThat(event.duplicateKeys()).isEqualTo(DuplicateKeys.LAST);
        Leniency texts = new Leniency(Set.of(Coercion.NUMERIC_CATEGORIES), List.of("NaN"));
        assertThat(event.fields())
                .extracting(FieldConfig::name)
                .containsExactly("device_os", "items_sku", "weird name_x", "region", "x-channel");
        assertThat(event.fields())
                .extracting(FieldConfig::source)
                .containsExactly(
                        new FieldSource(EventPlace.value("card.device.os"), Optional.empty(), texts),
                        new FieldSource(
                                EventPlace.value("items[].sku"),
                                Optional.of(FieldSource.ArrayFold.JOIN),
                                texts.and(new Leniency(Set.of(), List.of("", "n/a")))),
                        new FieldSource(
                                EventPlace.value("'weird name'.x"),
                                Optional.empty(),
                                new Leniency(Set.of(Coercion.TEXT_NUMBERS, Coercion.DECIMAL_COMMA), List.of("NaN"))),
                        new FieldSource(
                                new EventPlace.InKey(Optional.of(EventPath.parse("order.region"))),
                                Optional.empty(),
                                texts),
                        new FieldSource(new EventPlace.InHeader("channel"), Optional.empty(), texts));
    }

    @Test
    void headers_mapEveryKey() {
        EventConfig event = PipelineFile.resource("headers.yaml").pipeline().event();
        assertThat(event.id().place()).isEqualTo(new EventPlace.InHeader("x-id"));
        assertThat(event.entity()).isEqualTo(new Identifier(EventPlace.value("user.id"), Identifier.Type.ANY));
        assertThat(event.fields())
                .containsExactly(FieldConfig.of("labels", FeatureType.CATEGORY)
                        .from(new FieldSource(
                                EventPlace.value("tags"),
                                Optional.of(FieldSource.ArrayFold.JOIN),
                                new Leniency(Set.of(Coercion.NUMERIC_CATEGORIES), List.of("none")))));
    }

    @Test
    void places_areMembersOfTheValue_whereNothingIsSaid() {
        assertThat(minimal.event().id()).isEqualTo(Identifier.at("event_id"));
        assertThat(full.event().fields().get(0).source()).isEqualTo(FieldSource.of("amount"));
        assertThat(minimal.event().duplicateKeys()).isEqualTo(DuplicateKeys.REJECT);
    }

    @Test
    void images_haveBounds_andMayBeTheWholeValue() {
        EventConfig event = PipelineFile.resource("images.yaml").pipeline().event();
        assertThat(event.value()).contains("photo");
        assertThat(event.fields().get(0).image()).isEqualTo(new ImageConfig(8_388_608, 16_777_216, Optional.empty()));
    }

    @Test
    void profile_isAbsent_whenNotDeclared() {
        assertThat(minimal.profile()).isEmpty();
    }

    @Test
    void profile_hasDefaults(@org.junit.jupiter.api.io.TempDir Path folder) {
        String profile = "profile: {redis: 'redis://localhost:6379', fields: {a: {type: number}}}";
        assertThat(PipelineFile.of(folder, PipelineFile.MINIMAL + profile)
                        .pipeline()
                        .profile())
                .contains(new ProfileConfig(
                        new Secret("redis://localhost:6379"),
                        "profile:{entity}",
                        Duration.ofMillis(20),
                        new NearCacheConfig(100_000, Duration.ofSeconds(10)),
                        List.of(new ProfileField("a", FeatureType.NUMBER, Optional.empty(), Optional.empty()))));
    }

    /** Not in the file that maps every key: its windows are materialized, and that takes hashes. */
    @Test
    void profile_mapsItsLayout(@org.junit.jupiter.api.io.TempDir Path folder) {
        String profile = "profile: {redis: 'redis://localhost:6379', layout: json, fields: {a: {type: number}}}";
        assertThat(PipelineFile.of(folder, PipelineFile.MINIMAL + profile)
                        .pipeline()
                        .profile()
                        .orElseThrow()
                        .layout())
                .isEqualTo(ProfileLayout.JSON);
    }

    @Test
    void profile_mapsEveryKey() {
        Optional<Duration> day = Optional.of(Duration.ofDays(1));
        assertThat(full.profile())
                .contains(new ProfileConfig(
                        new Secret("rediss://riffle:hunter2@redis.example:6380/2"),
                        new RedisTls(
                                Optional.of(BESIDE.resolve("ca.pem")),
                                Optional.of(BESIDE.resolve("riffle.pem")),
                                Optional.of(BESIDE.resolve("riffle.key"))),
                        "p:{entity}",
                        ProfileLayout.HASH,
                        Duration.ofMillis(30),
                        NewerThanEvent.MISSING,
                        new NearCacheConfig(5, Duration.ofSeconds(1)),
                        List.of(
                                new ProfileField("avg_amount", FeatureType.NUMBER, Optional.of("1.5"), day),
                                new ProfileField(
                                        "country",
                                        FeatureType.CATEGORY,
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of(Duration.ofDays(30)),
                                        new FeatureAbout("Home", "crm", List.of("place"), 3)))));
    }

    @Test
    void features_haveDefaultsAndMapEveryKey() {
        assertThat(minimal.features()).isEqualTo(FeaturesConfig.NONE);
        assertThat(full.features().about("amount")).isEqualTo(new FeatureAbout("", "", List.of(), 1));
        assertThat(full.features())
                .isEqualTo(new FeaturesConfig(
                        Map.of(
                                "items", new FeatureAbout("Number of items", "shop", List.of("cart", "size"), 2),
                                "category_1d", new FeatureAbout("Kinds", "shop", List.of("variety"), 4),
                                "is_large", new FeatureAbout("Big", "fraud", List.of("size"), 5)),
                        Map.of("amount_1h", Duration.ofHours(1), "category_1d", Duration.ofDays(2))));
        assertThat(full.materialized())
                .extracting(ProfileField::storedName)
                .containsExactly("amount_1h_count", "amount_1h_sum", "amount_1h_since_last", "category_1d_distinct:v4");
        assertThat(full.schema()
                        .feature(full.schema().column("category_1d_distinct"))
                        .version())
                .isEqualTo(4);
    }

    @Test
    void history_hasDefaultsAndMapsEveryKey() {
        assertThat(minimal.history())
                .isEqualTo(new HistoryConfig(List.of(), HistoryConfig.StoreKind.MEMORY, Duration.ofDays(30)));
        List<Aggregate> some = List.of(Aggregate.COUNT, Aggregate.SUM, Aggregate.SINCE_LAST);
        Duration hour = Duration.ofHours(1);
        assertThat(full.history())
                .isEqualTo(new HistoryConfig(
                        List.of(
                                new WindowSpec("amount_1h", "amount", hour, Duration.ofMinutes(2), some),
                                new WindowSpec(
                                        "category_1d",
                                        "category",
                                        Duration.ofDays(1),
                                        Duration.ofMinutes(24),
                                        List.of(Aggregate.DISTINCT))),
                        HistoryConfig.StoreKind.ROCKSDB,
                        Duration.ofDays(2)));
    }

    @Test
    void models_haveDefaultsAndMapEveryKey() {
        Path beside = Path.of("src/test/resources/config/models");
        assertThat(minimal.models())
                .isEqualTo(new ModelsConfig(
                        beside, Optional.empty(), Duration.ofSeconds(1), 268_435_456, true, ModelProtection.NONE));
        Path above = Path.of("src/test/resources/models");
        assertThat(full.models())
                .isEqualTo(new ModelsConfig(
                        above,
                        Optional.of("7"),
                        Duration.ofSeconds(2),
                        1000,
                        false,
                        full.models().protection()));
        assertThat(full.models().protection())
                .isEqualTo(new ModelProtection(
                        Optional.of(above.resolveSibling("public.pem")), Optional.of(new Secret("bm90IGEga2V5"))));
    }

    @Test
    void predictionsAlertsAndHttp_haveDefaults() {
        assertThat(minimal.predictions().includeFeatures()).isEmpty();
        assertThat(minimal.alerts()).isEmpty();
        assertThat(minimal.http()).isEqualTo(HttpConfig.at("127.0.0.1", 8080));
    }

    @Test
    void predictionsAlertsAndHttp_mapEveryKey() {
        assertThat(minimal.predictions()).isEqualTo(PredictionsConfig.DEFAULT);
        assertThat(full.predictions())
                .isEqualTo(
                        new PredictionsConfig(List.of("amount_1h_count", "event_time"), PredictionFormat.CONNECT_JSON));
        assertThat(full.alerts())
                .containsExactly(
                        new AlertRule("likely-fraud", AlertRule.Comparison.AT_LEAST, 0.9, Severity.HIGH),
                        new AlertRule("unlikely", AlertRule.Comparison.BELOW, 0.001, Severity.MEDIUM));
    }

    @Test
    void alerting_isEmpty_whenAbsent() {
        assertThat(minimal.alerting()).isEqualTo(AlertingConfig.NONE);
        assertThat(minimal.signals()).isFalse();
    }

    @Test
    void alerting_mapsEveryKey() {
        assertThat(full.alerting())
                .isEqualTo(new AlertingConfig(
                        List.of(new SignalRule(
                                "moved",
                                Condition.parse("drift(amount) >= medium"),
                                Severity.LOW,
                                Duration.ofHours(1),
                                AlertAction.REQUEST_RETRAINING)),
                        Optional.of(new WebhookConfig(
                                URI.create("http://alertmanager:9093/api/v2/alerts"),
                                Optional.of(new Secret("hunter2")),
                                Duration.ofSeconds(2),
                                50))));
    }

    @Test
    void http_mapsEveryKey() {
        assertThat(full.http())
                .isEqualTo(new HttpConfig(
                        "0.0.0.0",
                        9090,
                        new HttpLimits(2 << 20, 50, Duration.ofSeconds(2)),
                        List.of(
                                new HttpAccount(
                                        "ci",
                                        HttpAccount.Kind.TOKEN,
                                        HttpRole.OPERATE,
                                        new Secret("hunter2-hunter2-hunter2")),
                                new HttpAccount(
                                        "ada", HttpAccount.Kind.PASSWORD, HttpRole.OPERATE, new Secret("hunter2!"))),
                        Optional.of(new TlsConfig(
                                Path.of("src/test/resources/config/tls/server.p12"),
                                Optional.of(Path.of("src/test/resources/config/tls/server.key")),
                                Optional.of(new Secret("hunter2")))),
                        Optional.of("riffle-0.riffle:9090"),
                        new InferenceConfig(Duration.ofMillis(5), 100),
                        Optional.of(9091)));
    }

    @Test
    void http_takesSecretsFromFilesAndPaths(@org.junit.jupiter.api.io.TempDir Path folder) throws Exception {
        Path secret = java.nio.file.Files.writeString(folder.resolve("token"), "hunter2-hunter2-hunter2\n");
        String http = "http: {tokens: {ci: {role: operate}}, tls: {certificate: a.pem, key: a.key}}";
        HttpConfig config = PipelineFile.of(folder, PipelineFile.MINIMAL + http)
                .environment("RIFFLE_HTTP_TOKENS_CI_TOKEN_FILE", secret.toString())
                .pipeline()
                .http();
        assertThat(config.accounts().get(0).secret()).isEqualTo(new Secret("hunter2-hunter2-hunter2"));
        assertThat(config.tls().orElseThrow().key()).contains(folder.resolve("a.key"));
        assertThat(config.toString()).doesNotContain("hunter2");
    }

    @Test
    void drift_isAbsent_whenNotDeclared() {
        assertThat(minimal.drift()).isEmpty();
    }

    @Test
    void drift_mapsEveryKey() {
        assertThat(full.drift())
                .contains(new DriftConfig(
                        new JudgingConfig(Duration.ofMinutes(30), Duration.ofMinutes(2), Duration.ofDays(7), 0.1, 300),
                        Duration.ofHours(3),
                        List.of("amount", "score"),
                        "drift.v1",
                        "counts.v1",
                        DriftConfig.WithoutReference.FIRST_WINDOW,
                        DriftConfig.Season.HOUR_OF_WEEK,
                        Map.of("amount", DriftDetector.ADWIN, "score", DriftDetector.PAGE_HINKLEY)));
    }

    @Test
    void quality_isAbsent_whenNotDeclared() {
        assertThat(minimal.quality()).isEmpty();
    }

    @Test
    void quality_mapsEveryKey() {
        Map<DeadLetterReason, Double> reasons = new EnumMap<>(DeadLetterReason.class);
        for (DeadLetterReason reason : DeadLetterReason.values()) {
            reasons.put(reason, (reasons.size() + 1) / 10_000.0);
        }
        assertThat(full.quality())
                .contains(new QualityConfig(
                        new JudgingConfig(Duration.ofMinutes(30), Duration.ofMinutes(2), Duration.ofDays(7), 0.05, 300),
                        0.03,
                        0.02,
                        Optional.of(new QualityConfig.Freshness(Duration.ofMinutes(5), 0.02)),
                        new VolumeConfig(10, 5, 0.3),
                        reasons,
                        Map.of(
                                "amount",
                                Map.of(
                                        FieldFault.MISSING, 0.01,
                                        FieldFault.WRONG_TYPE, 0.02,
                                        FieldFault.OUT_OF_RANGE, 0.03,
                                        FieldFault.OUTLIER, 0.04,
                                        FieldFault.UNKNOWN_CATEGORY, 0.05))));
    }

    /** A new key without a value here would be an untested one: the tests above compare whole records. */
    @Test
    void fullFile_setsEveryKeyOfTheReference() {
        Set<String> set = Stream.of("full.yaml", "images.yaml", "places.yaml", "headers.yaml", "formats.yaml")
                .flatMap(file -> PipelineFile.resource(file).load().settings().stream())
                .filter(setting -> setting.origin().kind() == Origin.Kind.FILE)
                .map(Setting::key)
                .collect(Collectors.toSet());
        List<String> untested = ConfigLoader.reference().stream()
                .map(KeyReference::key)
                .filter(key -> set.stream().noneMatch(given -> given.matches(pattern(key))))
                .toList();
        assertThat(untested).isEmpty();
    }

    private static String pattern(String key) {
        String regex = "\\Q" + key.replace("<name>", "\\E[^.]+\\Q") + "\\E";
        return key.equals("kafka.properties") || key.equals("event.decimals") ? regex + "\\..+" : regex;
    }
}
