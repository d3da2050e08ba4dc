package io.riffle.app.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.app.deploy.ModelVersions;
import io.riffle.config.ConfigLoader;
import io.riffle.config.Pipeline;
import io.riffle.demo.payments.CardPayments;
import io.riffle.demo.payments.DemoRecord;
import io.riffle.enrichment.InMemoryProfileSource;
import io.riffle.enrichment.ProfileSource;
import io.riffle.frame.PackingInterceptor;
import io.riffle.metrics.RecordedMetrics;
import io.riffle.metrics.RecordedModelMetrics;
import io.riffle.model.deployment.Deployment;
import io.riffle.schema.DeadLetterReason;
import io.riffle.scoring.ModelPorts;
import io.riffle.scoring.ModelSwitch;
import io.riffle.topology.Adapters;
import io.riffle.topology.ScoringTopology;
import io.riffle.topology.StreamsSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file is scored as the stream scores it: with the committed model, its history and its duplicates. */
class FileRunTest {
    private static final Path CONFIG = Path.of("../config/card-fraud.yaml");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAYMENTS = 9_000;

    /** What only a record's key or timestamp can tell, and a line has neither. */
    private static final Set<DeadLetterReason> NEEDS_A_RECORD =
            Set.of(DeadLetterReason.KEY_MISMATCH, DeadLetterReason.TOO_OLD, DeadLetterReason.IN_FUTURE);

    @TempDir
    private Path folder;

    private final List<DemoRecord> payments = payments();

    @Test
    void file_hasTheScoresOfTheStream_byteForByte() throws Exception {
        Path output = folder.resolve("predictions.jsonl");

        FileRun.Result result = run(write("events.jsonl.gz"), output, 3);

        Map<String, String> stream = stream();
        Map<String, String> file = scores(Files.readAllLines(output));
        assertThat(file.keySet().stream().filter(id -> !stream.containsKey(id))).isEmpty();
        assertThat(stream.keySet().stream().filter(id -> !file.containsKey(id))).isEmpty();
        assertThat(file.entrySet().stream()
                        .filter(entry -> !entry.getValue().equals(stream.get(entry.getKey())))
                        .limit(5)
                        .map(entry -> entry + " in the file, in the stream " + stream.get(entry.getKey())))
                .isEmpty();
        assertThat(result.predictions()).isEqualTo(stream.size()).isGreaterThan(PAYMENTS * 9 / 10);
        assertThat(result.predictions() + result.deadLetters()).isEqualTo(PAYMENTS);
        assertThat(Files.readAllLines(folder.resolve("dead.jsonl")))
                .hasSize((int) result.deadLetters())
                .allMatch(line -> line.contains("\"reason\":"));
    }

    @Test
    void output_isInTheOrderOfTheInput_andDoesNotDependOnThreads() throws Exception {
        Path input = write("events.jsonl");
        run(input, folder.resolve("one.jsonl"), 1);
        run(input, folder.resolve("four.jsonl"), 4);

        List<String> lines = Files.readAllLines(folder.resolve("one.jsonl"));
        assertThat(scores(Files.readAllLines(folder.resolve("four.jsonl")))).isEqualTo(scores(lines));
        List<Long> offsets = new ArrayList<>();
        for (String line : lines) {
            offsets.add(JSON.readTree(line).at("/parameters/source/offset").asLong(-1));
        }
        assertThat(offsets).isSorted().doesNotContain(-1L);
    }

    /** The kill comes after a block was written and before the next was: its half-written rest is cut. */
    @Test
    void run_goesOnWhereItWasStopped_withTheSameAnswers() throws Exception {
        Path input = write("events.jsonl");
        Path whole = folder.resolve("whole.jsonl");
        run(input, whole, 2);
        List<String> lines = Files.readAllLines(whole);
        long answered = 4_096;
        List<String> done = new ArrayList<>();
        for (String line : lines) {
            if (JSON.readTree(line).at("/parameters/source/offset").asLong() < answered) {
                done.add(line);
            }
        }
        Path stopped = folder.resolve("stopped.jsonl");
        String good = String.join("\n", done) + "\n";
        Files.writeString(stopped, good + "{\"half\": ");
        new Progress(Files.size(input), answered, good.getBytes(java.nio.charset.StandardCharsets.UTF_8).length, 0)
                .write(stopped);

        FileRun.Result result = run(input, stopped, 2);

        assertThat(result.skipped()).isEqualTo(answered);
        assertThat(result.predictions()).isEqualTo(lines.size() - done.size());
        assertThat(scores(Files.readAllLines(stopped))).isEqualTo(scores(lines));
        assertThat(Progress.fileOf(stopped)).doesNotExist();
    }

    /** Batches of another size, and lines without an event: blocks would not end where the earlier run did by themselves. */
    @Test
    void run_dropsNoLine_whenEmptyOnesStandBeforeWhereItGoesOn() throws Exception {
        Path input = folder.resolve("gaps.jsonl");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            text.append(i % 2 == 0 ? "\n\n" : "")
                    .append(new String(payments.get(i).value()))
                    .append('\n');
        }
        Files.writeString(input, text);
        Path whole = folder.resolve("whole.jsonl");
        run(input, whole, 1);
        List<String> done = new ArrayList<>();
        for (String line : Files.readAllLines(whole)) {
            if (JSON.readTree(line).at("/parameters/source/offset").asLong() < 30) {
                done.add(line);
            }
        }
        Path stopped = folder.resolve("stopped.jsonl");
        String good = String.join("\n", done) + "\n";
        Files.writeString(stopped, good);
        new Progress(Files.size(input), 30, good.length(), 0).write(stopped);

        run(input, stopped, 1);

        assertThat(scores(Files.readAllLines(stopped))).isEqualTo(scores(Files.readAllLines(whole)));
    }

    @Test
    void run_isRefused_whenTheInputIsAnotherOne() throws Exception {
        Path output = folder.resolve("out.jsonl");
        new Progress(1, 1, 0, 0).write(output);
        Path input = write("events.jsonl");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> run(input, output, 1))
                .withMessageStartingWith("the input must be the one of the earlier run: had 1 bytes");
    }

    private FileRun.Result run(Path input, Path output, int threads) throws Exception {
        Pipeline pipeline = pipeline(false);
        try (ModelVersions versions = new ModelVersions(pipeline);
                ModelSwitch models = new ModelSwitch(versions, Deployment.initial("1"));
                BatchScoring scoring =
                        new BatchScoring(pipeline, topology(pipeline, models), "events.jsonl", threads)) {
            EventFile files = new EventFile(pipeline.event(), DumpFormat.AUTO);
            return new FileRun(scoring, input, output, folder.resolve("dead.jsonl"), files).run(bytes -> {});
        }
    }

    /** Event id to score and features, as text, from Kafka's test driver. */
    private Map<String, String> stream() throws Exception {
        Pipeline pipeline = pipeline(true);
        Properties settings = new Properties();
        settings.putAll(new StreamsSettings(pipeline).streams().originals());
        settings.put(StreamsConfig.STATE_DIR_CONFIG, folder.resolve("state").toString());
        try (ModelVersions versions = new ModelVersions(pipeline);
                ModelSwitch models = new ModelSwitch(versions, Deployment.initial("1"));
                TopologyTestDriver driver =
                        new TopologyTestDriver(topology(pipeline, models).build(), settings)) {
            TestInputTopic<byte[], byte[]> events = driver.createInputTopic(
                    pipeline.topics().events(), new ByteArraySerializer(), new ByteArraySerializer());
            TestOutputTopic<byte[], byte[]> predictions = driver.createOutputTopic(
                    pipeline.topics().predictions(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
            PackingInterceptor.pack(records(pipeline), 256)
                    .forEach(record -> events.pipeInput(new TestRecord<>(
                            record.key(), record.value(), new RecordHeaders(record.headers()), record.timestamp())));
            List<String> lines = new ArrayList<>();
            predictions.readValuesToList().forEach(json -> lines.add(new String(json)));
            return scores(lines);
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> records(Pipeline pipeline) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < payments.size(); i++) {
            DemoRecord payment = payments.get(i);
            records.add(new ConsumerRecord<>(
                    pipeline.topics().events(),
                    0,
                    i,
                    payment.payment().time(),
                    TimestampType.CREATE_TIME,
                    0,
                    0,
                    payment.key(),
                    payment.value(),
                    new RecordHeaders(),
                    Optional.empty()));
        }
        return records;
    }

    private static ScoringTopology topology(Pipeline pipeline, ModelSwitch models) {
        InMemoryProfileSource twin =
                new InMemoryProfileSource(pipeline.profile().orElseThrow().fields());
        ProfileSource profiles = new ProfileSource() {
            @Override
            public synchronized Map<String, io.riffle.enrichment.EntityProfile> fetch(
                    List<String> entities, java.time.Duration deadline)
                    throws io.riffle.enrichment.ProfileUnavailableException {
                return twin.fetch(entities, deadline);
            }

            @Override
            public void close() {}
        };
        return new ScoringTopology(
                pipeline,
                new Adapters(
                        ModelPorts.of(models, new RecordedModelMetrics()),
                        Optional.of(profiles),
                        new RecordedMetrics(),
                        () -> 0,
                        () -> 0));
    }

    private static Pipeline pipeline(boolean partitioned) {
        return new ConfigLoader(Map.of(), Map.of("event.partitioned-by-entity", Boolean.toString(partitioned)))
                .load(CONFIG)
                .value();
    }

    private static List<DemoRecord> payments() {
        CardPayments generator = new CardPayments(7, 1_736_121_600_000L);
        List<DemoRecord> records = new ArrayList<>();
        while (records.size() < PAYMENTS) {
            DemoRecord record = generator.next();
            if (record.expected().filter(NEEDS_A_RECORD::contains).isEmpty()) {
                records.add(record);
            }
        }
        return records;
    }

    private Path write(String name) throws IOException {
        Path file = folder.resolve(name);
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (DemoRecord payment : payments) {
            lines.write(payment.value());
            lines.write('\n');
        }
        try (OutputStream output = Files.newOutputStream(file);
                OutputStream packed = name.endsWith(".gz") ? new GZIPOutputStream(output) : output) {
            packed.write(lines.toByteArray());
        }
        return file;
    }

    private static Map<String, String> scores(List<String> predictions) throws IOException {
        Map<String, String> scores = new LinkedHashMap<>();
        for (String line : predictions) {
            JsonNode prediction = JSON.readTree(line);
            scores.put(
                    prediction.path("id").asText(),
                    line.substring(line.indexOf("\"outputs\""), line.indexOf(']', line.indexOf("\"data\"")))
                            + prediction.at("/parameters/features"));
        }
        return scores;
    }
}
