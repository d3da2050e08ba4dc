package io.riffle.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * Who may import whom: app → topology → stages → frame → schemas, feature-extractor; config and metrics are leaves.
 * Think about the layering of the product before changing a rule here; an exception belongs into the rule, with its
 * reason.
 */
@AnalyzeClasses(packages = "io.riffle", importOptions = ImportOption.DoNotIncludeTests.class)
class ImportRulesTest {
    private static final String[] STAGES = {
        "io.riffle.decode..",
        "io.riffle.duplicate..",
        "io.riffle.enrichment..",
        "io.riffle.history..",
        "io.riffle.derived..",
        "io.riffle.scoring..",
        "io.riffle.routing..",
        "io.riffle.outcome..",
        "io.riffle.quality.."
    };
    private static final String[] FEATURE_EXTRACTOR = {
        "io.riffle.feature..", "io.riffle.hash..", "io.riffle.image..", "io.riffle.window..", "io.riffle.stats.."
    };

    @ArchTest
    static final ArchRule packages_areFreeOfCycles = slices().matching("io.riffle.(**)")
            .should()
            .beFreeOfCycles()
            .because("a package that is needed by what it needs can be understood by nobody alone");

    @ArchTest
    static final ArchRule featureExtractor_needsTheJdkOnly = classes()
            .that()
            .resideInAnyPackage(FEATURE_EXTRACTOR)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("java..", "javax.imageio..", "org.jspecify..")
                    .or(resideInAnyPackage(FEATURE_EXTRACTOR)))
            .because("training code must be able to use it without Kafka, Jackson or a native library");

    @ArchTest
    static final ArchRule schemas_standAlone = classes()
            .that()
            .resideInAPackage("io.riffle.schema..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "com.fasterxml.jackson..", "io.riffle.schema..")
            .because("a consumer of our topics takes this module and nothing else");

    @ArchTest
    static final ArchRule decode_isOnItsOwn = stageIsOnItsOwn("io.riffle.decode..");

    @ArchTest
    static final ArchRule duplicate_isOnItsOwn = stageIsOnItsOwn("io.riffle.duplicate..");

    @ArchTest
    static final ArchRule enrichment_isOnItsOwn = stageIsOnItsOwn("io.riffle.enrichment..");

    @ArchTest
    static final ArchRule history_isOnItsOwn = stageIsOnItsOwn("io.riffle.history..");

    @ArchTest
    static final ArchRule derived_isOnItsOwn = stageIsOnItsOwn("io.riffle.derived..");

    @ArchTest
    static final ArchRule expressionEngine_staysInItsAdapter = vendor(
            "org.apache.commons.jexl3..",
            "io.riffle.expression.jexl..",
            "what a formula may do is decided in one place, and another engine must be able to take its place");

    @ArchTest
    static final ArchRule scoring_isOnItsOwn = stageIsOnItsOwn("io.riffle.scoring..");

    @ArchTest
    static final ArchRule routing_isOnItsOwn = stageIsOnItsOwn("io.riffle.routing..");

    @ArchTest
    static final ArchRule outcome_isOnItsOwn = stageIsOnItsOwn("io.riffle.outcome..");

    @ArchTest
    static final ArchRule quality_isOnItsOwn = stageIsOnItsOwn("io.riffle.quality..");

    @ArchTest
    static final ArchRule registry_isUsedByScoringOnly = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.riffle.registry..",
                    "io.riffle.scoring..",
                    "io.riffle.drift..",
                    "io.riffle.topology..",
                    "io.riffle.app..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.riffle.registry..")
            .because(
                    "what a model is made of concerns the stage that runs it; drift is measured against its reference");

    @ArchTest
    static final ArchRule deployments_arePureRecords = noClasses()
            .that()
            .resideInAnyPackage("io.riffle.deployment..", "io.riffle.experiment..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(STAGES)
                    .or(resideInAnyPackage(
                            "org.apache.kafka..", "io.riffle.frame..", "io.riffle.registry..", "io.riffle.app..")))
            .because("who is scored by what is decided by a record and a hash, the same everywhere");

    @ArchTest
    static final ArchRule leaves_knowNoStage = noClasses()
            .that()
            .resideInAnyPackage("io.riffle.config..", "io.riffle.metrics..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(STAGES)
                    .or(resideInAnyPackage(
                            "io.riffle.frame..",
                            "io.riffle.deadletter..",
                            "io.riffle.registry..",
                            "io.riffle.topology..",
                            "io.riffle.app..")))
            .because("everything may use settings and counters, so they use nothing");

    @ArchTest
    static final ArchRule frame_isBelowTheStages = noClasses()
            .that()
            .resideInAnyPackage("io.riffle.frame..", "io.riffle.deadletter..")
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage(STAGES).or(resideInAnyPackage("io.riffle.topology..", "io.riffle.app..")))
            .because("the unit that travels does not know who handles it");

    @ArchTest
    static final ArchRule app_isTheTop = noClasses()
            .that()
            .resideOutsideOfPackage("io.riffle.app..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.riffle.app..")
            .because("only the process builds adapters and reads the outside world");

    @ArchTest
    static final ArchRule commands_areUsedByNobody = noClasses()
            .that()
            .resideOutsideOfPackage("io.riffle.app.cli..")
            .and()
            .doNotHaveFullyQualifiedName("io.riffle.app.Main")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.riffle.app.cli..", "picocli..")
            .because("a command is one way in; what it does must be there for HTTP, tests and benchmarks too");

    @ArchTest
    static final ArchRule redisClient_staysInItsAdapter =
            vendor("io.lettuce..", "io.riffle.enrichment.redis..", "another store must be able to take its place");

    @ArchTest
    static final ArchRule grpc_staysInItsAdapter = noClasses()
            .that()
            .resideOutsideOfPackages("io.riffle.app.grpc..", "io.riffle.inference.v2..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.grpc..", "io.riffle.inference.v2..")
            .because("the protocol has two ways in and one service behind them");

    @ArchTest
    static final ArchRule onnxRuntime_staysInItsAdapter =
            vendor("ai.onnxruntime..", "io.riffle.scoring.onnx..", "scoring rules are tested without a native library");

    @ArchTest
    static final ArchRule meterLibrary_staysInItsAdapter = noClasses()
            .that()
            .resideOutsideOfPackages("io.riffle.metrics.micrometer..", "io.riffle.app..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.micrometer..")
            .because("we count in our words; the app binds what JVM and Kafka count themselves");

    @ArchTest
    static final ArchRule kafkaStreams_staysInTheGlue = noClasses()
            .that()
            .resideOutsideOfPackages("io.riffle.topology..", "io.riffle.deadletter..", "io.riffle.app..")
            .and(not(nameMatching(".*(Processor|Store|Stores|MicrometerKafkaStreams)(\\$.*)?")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka.streams..")
            .because("rules are tested in milliseconds, without a topology");

    @ArchTest
    static final ArchRule environment_isReadByConfigAndApp = noClasses()
            .that()
            .resideOutsideOfPackages("io.riffle.config..", "io.riffle.app..")
            .should()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.Properties")
            .because("a setting has one way in");

    @ArchTest
    static final ArchRule clock_isPassedIn = noClasses()
            .that()
            .resideOutsideOfPackages("io.riffle.app..", "io.riffle.metrics.micrometer..")
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .because("time is an argument: tests set it, replays repeat it");

    private static ArchRule stageIsOnItsOwn(String stage) {
        DescribedPredicate<JavaClass> otherStage = resideInAnyPackage(STAGES).and(not(resideInAPackage(stage)));
        return noClasses()
                .that()
                .resideInAPackage(stage)
                .should()
                .dependOnClassesThat(otherStage.or(resideInAnyPackage("io.riffle.topology..", "io.riffle.app..")))
                .because("stages meet in the topology; each can be understood and replaced alone")
                .allowEmptyShould(true);
    }

    private static ArchRule vendor(String library, String adapter, String reason) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(adapter)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .because(reason);
    }
}
