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
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who may import whom. What modules forbid (a pipeline that knows the process, a process that knows the demo) is not
 * repeated here; these rules speak about the inside of the modules. Think about the layering of the product before
 * changing one; an exception belongs in the rule, with its reason.
 */
@AnalyzeClasses(packages = "io.riffle", importOptions = ImportRulesTest.ProductCode.class)
class ImportRulesTest {
    /** What an event passes on its way to its answer. */
    private static final List<String> ANSWER = List.of(
            "io.riffle.decode..",
            "io.riffle.duplicate..",
            "io.riffle.enrichment..",
            "io.riffle.history..",
            "io.riffle.derived..",
            "io.riffle.scoring..",
            "io.riffle.routing..");

    /** What looks at the answers. */
    private static final List<String> WATCH =
            List.of("io.riffle.watch.drift..", "io.riffle.watch.quality..", "io.riffle.watch.outcome..");

    /** What the watchers share. */
    private static final List<String> WATCH_COMMON = List.of("io.riffle.watch.window..", "io.riffle.watch.alert..");

    private static final String[] STAGES =
            Stream.of(ANSWER, WATCH, WATCH_COMMON).flatMap(List::stream).toArray(String[]::new);

    private static final String[] FEATURE_EXTRACTOR = {
        "io.riffle.feature..",
        "io.riffle.hash..",
        "io.riffle.image..",
        "io.riffle.window..",
        "io.riffle.stats..",
        "io.riffle.onnx..",
        "io.riffle.learning.."
    };

    /** Classes of the product, also where modules below are jars. */
    static final class ProductCode implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes/") && !location.contains("-tests.jar");
        }
    }

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
    static final ArchRule stages_meetInTheTopologyAlone = CompositeArchRule.of(ANSWER.stream()
            .<ArchRule>map(stage -> {
                DescribedPredicate<JavaClass> other = resideInAnyPackage(STAGES).and(not(resideInAPackage(stage)));
                return noClasses()
                        .that()
                        .resideInAPackage(stage)
                        .should()
                        .dependOnClassesThat(other.or(resideInAPackage("io.riffle.topology..")))
                        .because("each stage can be understood and replaced alone");
            })
            .toList());

    @ArchTest
    static final ArchRule watchers_shareWindowsAndAlertsAlone = CompositeArchRule.of(WATCH.stream()
            .<ArchRule>map(watcher -> {
                DescribedPredicate<JavaClass> other = resideInAnyPackage(
                                Stream.concat(ANSWER.stream(), WATCH.stream()).toArray(String[]::new))
                        .and(not(resideInAPackage(watcher)));
                return noClasses()
                        .that()
                        .resideInAPackage(watcher)
                        .should()
                        .dependOnClassesThat(other.or(resideInAPackage("io.riffle.topology..")))
                        .because("a watcher sees frames, never the stage that filled them, and no other watcher");
            })
            .toList());

    @ArchTest
    static final ArchRule windowsAndAlerts_knowNoWatcher = noClasses()
            .that()
            .resideInAnyPackage(WATCH_COMMON.toArray(String[]::new))
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    Stream.concat(ANSWER.stream(), WATCH.stream()).toArray(String[]::new)))
            .because("they must serve the next watcher too");

    @ArchTest
    static final ArchRule modelFolders_areReadByScoringAndDrift = noClasses()
            .that()
            .resideInAnyPackage(
                    others("io.riffle.scoring..", "io.riffle.watch.drift..").toArray(String[]::new))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.riffle.model.folder..")
            .because(
                    "what a model is made of concerns the stage that runs it; drift is measured against its reference");

    @ArchTest
    static final ArchRule deploymentsAndCanaries_arePure = noClasses()
            .that()
            .resideInAnyPackage("io.riffle.model.deployment..", "io.riffle.model.canary..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(STAGES)
                    .or(resideInAnyPackage("org.apache.kafka..", "io.riffle.frame..", "io.riffle.model.folder..")))
            .because("who is scored by what is decided by a record and a hash, the same everywhere");

    @ArchTest
    static final ArchRule settings_knowNothingOfOurs = noClasses()
            .that()
            .resideInAPackage("io.riffle.settings..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.riffle..").and(not(resideInAPackage("io.riffle.settings.."))))
            .because("any YAML file of ours is read by it");

    @ArchTest
    static final ArchRule configAndMetrics_knowNoStage = noClasses()
            .that()
            .resideInAnyPackage("io.riffle.config..", "io.riffle.metrics..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(STAGES)
                    .or(resideInAnyPackage(
                            "io.riffle.frame..",
                            "io.riffle.deadletter..",
                            "io.riffle.model..",
                            "io.riffle.topology..")))
            .because("every stage uses settings and counters, so these use no stage");

    @ArchTest
    static final ArchRule frame_isBelowTheStages = noClasses()
            .that()
            .resideInAnyPackage("io.riffle.frame..", "io.riffle.deadletter..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(STAGES).or(resideInAPackage("io.riffle.topology..")))
            .because("the unit that travels does not know who handles it");

    @ArchTest
    static final ArchRule process_isBelowAllOfApp = noClasses()
            .that()
            .resideInAPackage("io.riffle.app.process..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.riffle..").and(not(resideInAPackage("io.riffle.app.process.."))))
            .because("how the process ends and what it tells its user is needed by every part of it");

    @ArchTest
    static final ArchRule topicsAndHttp_knowNoFace = noClasses()
            .that()
            .resideInAnyPackage("io.riffle.app.topic..", "io.riffle.app.http..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.riffle.app..")
                    .and(not(resideInAnyPackage(
                            "io.riffle.app.topic..", "io.riffle.app.http..", "io.riffle.app.process.."))))
            .because("reading topics and serving requests are means; what is read and served is said above them");

    @ArchTest
    static final ArchRule topics_areReadInOneWay = noClasses()
            .that()
            .resideInAPackage("io.riffle.app..")
            .and()
            .resideOutsideOfPackage("io.riffle.app.topic..")
            .and()
            .doNotHaveSimpleName("Webhook")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.apache.kafka.clients.consumer.KafkaConsumer")
            .because("what is read beside the stream belongs to no group; the webhook's instances share one");

    @ArchTest
    static final ArchRule runningPipeline_isStartedByCommands = noClasses()
            .that()
            .resideOutsideOfPackages("io.riffle.app.run..", "io.riffle.app.cli..", "io.riffle.demo..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.riffle.app.run..")
            .because("the place that builds all adapters is no place to get one from");

    @ArchTest
    static final ArchRule commands_areUsedByCommandsAlone = noClasses()
            .that()
            .resideOutsideOfPackages("io.riffle.app.cli..", "io.riffle.demo.cli..", "io.riffle.benchmark..")
            .and()
            .doNotHaveFullyQualifiedName("io.riffle.app.Main")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.riffle.app.cli..", "picocli..")
            .because("a command is one way in; what it does must be there for HTTP, tests and benchmarks too");

    @ArchTest
    static final ArchRule formulas_readTablesAndNothingElse = classes()
            .that()
            .resideInAPackage("io.riffle.expression..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "java.lang..",
                    "java.util..",
                    "java.math..",
                    "org.jspecify..",
                    "io.riffle.feature..",
                    "io.riffle.expression.."))
            .because("a formula comes from a file, and what its language cannot reach it cannot reach");

    @ArchTest
    static final ArchRule redisClient_staysInItsAdapter =
            vendor("io.lettuce..", "io.riffle.enrichment.redis..", "another store must be able to take its place");

    @ArchTest
    static final ArchRule avro_staysInItsAdapters = noClasses()
            .that()
            .resideOutsideOfPackages("io.riffle.format.avro..", "io.riffle.format.output..", "io.riffle.benchmark..")
            .and()
            .doNotHaveFullyQualifiedName("io.riffle.app.batch.AvroLines")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.avro..")
            .because("who embeds a pipeline of JSON events has no Avro on the class path");

    @ArchTest
    static final ArchRule csv_staysInItsAdapter = vendor(
            "com.fasterxml.jackson.dataformat.csv..",
            "io.riffle.format.csv..",
            "who embeds a pipeline of JSON events has no library for it");

    @ArchTest
    static final ArchRule formats_knowNoStage = noClasses()
            .that()
            .resideInAPackage("io.riffle.format..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(STAGES).or(resideInAPackage("io.riffle.topology..")))
            .because("what values are written in concerns the stages that read and write them, not the other way");

    @ArchTest
    static final ArchRule onnxRuntime_staysInItsAdapter =
            vendor("ai.onnxruntime..", "io.riffle.scoring.onnx..", "scoring rules are tested without a native library");

    @ArchTest
    static final ArchRule scoringOutput_isReadyForAnotherRuntime = noClasses()
            .that()
            .resideInAPackage("io.riffle.scoring.output..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.onnxruntime..", "io.riffle.scoring.onnx..", "io.riffle.model.graph..")
            .because("limits, fallback, scores and boxes are the same whatever runtime answers");

    @ArchTest
    static final ArchRule onnxFiles_areReadInOnePlace = vendor(
            "ai.onnx.proto..", "io.riffle.model.graph..", "another format of models must find its place beside it");

    @ArchTest
    static final ArchRule grpc_staysInItsAdapter = noClasses()
            .that()
            .resideOutsideOfPackages("io.riffle.app.grpc..", "io.riffle.inference.v2..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.grpc..", "io.riffle.inference.v2..")
            .because("the protocol has two ways in and one service behind them");

    @ArchTest
    static final ArchRule meterLibrary_staysInItsAdapter = noClasses()
            .that()
            .resideOutsideOfPackages("io.riffle.metrics.micrometer..", "io.riffle.app.run..", "io.riffle.benchmark..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.micrometer..")
            .because("we count in our words; the app binds what JVM and Kafka count themselves");

    @ArchTest
    static final ArchRule kafkaStreams_staysInTheGlue = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.riffle.topology..",
                    "io.riffle.frame..",
                    "io.riffle.deadletter..",
                    "io.riffle.app..",
                    "io.riffle.benchmark..")
            .and(not(nameMatching(".*(Processor|Store|Stores|WindowedCounting)(\\$.*)?")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka.streams..")
            .because("rules are tested in milliseconds, without a topology");

    @ArchTest
    static final ArchRule environment_isReadByConfigAndApp = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.riffle.config..", "io.riffle.app..", "io.riffle.servers..", "io.riffle.benchmark..")
            .and()
            .doNotHaveFullyQualifiedName("io.riffle.topology.EmbeddedPipeline")
            .should()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.Properties")
            .because("a setting has one way in; Kafka Streams takes those of an embedded pipeline as Properties");

    @ArchTest
    static final ArchRule clock_isPassedIn = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.riffle.app..",
                    "io.riffle.metrics.micrometer..",
                    "io.riffle.demo..",
                    "io.riffle.servers..",
                    "io.riffle.benchmark..")
            .and()
            .doNotHaveFullyQualifiedName("io.riffle.topology.EmbeddedPipeline")
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .because(
                    "time is an argument: tests set it, replays repeat it; an embedded pipeline is a process of its own");

    private static List<String> others(String... allowed) {
        List<String> allowedOnes = Arrays.asList(allowed);
        return Arrays.stream(STAGES)
                .filter(stage -> !allowedOnes.contains(stage))
                .toList();
    }

    private static ArchRule vendor(String library, String adapter, String reason) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(adapter, "io.riffle.benchmark..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .because(reason);
    }
}
