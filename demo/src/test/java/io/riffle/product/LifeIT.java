package io.riffle.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.guarantee.TopicReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Types the README's "Change what scores, without stopping" into a shell: the whole life of a version under the demo's load. */
class LifeIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ADDRESS = "127.0.0.1:";

    @TempDir
    private Path folder;

    private int port;
    private ReadmeShell shell;
    private @Nullable Process demo;

    @BeforeEach
    void prepare() throws Exception {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        shell = new ReadmeShell(folder, ADDRESS + port);
        assumeTrue(shell.has("kcat"), "kcat must be on the PATH: not found");
    }

    @AfterEach
    void stop() throws Exception {
        if (demo != null && demo.isAlive()) {
            demo.destroyForcibly().waitFor();
        }
    }

    @Test
    void version_goesItsWay_fromRegisterToRollback_whileEveryPaymentIsScored() throws Exception {
        List<String> blocks = ReadmeShell.blocks("Change what scores, without stopping", ReadmeShell.SHELL).stream()
                .map(block -> block.replace("localhost:9092", ADDRESS + port))
                .toList();
        assertThat(blocks).hasSize(6);
        startDemo(blocks.get(0));

        assertThat(shell.succeeds(blocks.get(1)))
                .contains("registered", "golden.rows", "@candidate is 2", "FIELD", "sha256");
        typed(blocks.get(2), "\"difference\":", "\"model_version\":\"2\"");
        typed(blocks.get(3), "old ", "new ", "chi-square", "baseline");
        typed(blocks.get(4), "canary-grown", "canary-promoted");
        String end = typed(blocks.get(5), "rollback");
        assertThat(end).contains("champion 1", "before: champion 2").containsPattern("\n1 +champion ");

        stopDemo();
    }

    private void startDemo(String block) throws Exception {
        int last = block.lastIndexOf("./riffle demo");
        shell.succeeds(block.substring(0, last));
        Path log = folder.resolve("demo.log");
        demo = shell.start("exec " + block.substring(last).replace("9092", Integer.toString(port)), log);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Files.readString(log).contains("riffle: scoring card-fraud.events.v1"));
    }

    /** A block whose second part is read again and again until it shows what is expected. */
    private String typed(String block, String... expected) throws Exception {
        int pause = block.indexOf("sleep");
        if (pause < 0) {
            return shell.succeeds(block);
        }
        shell.succeeds(block.substring(0, pause));
        String read = block.substring(block.indexOf('\n', pause) + 1);
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(shell.succeeds(read)).contains(expected));
        return "";
    }

    /** Its exit code says whether every payment was accounted for, once. */
    private void stopDemo() throws Exception {
        Set<String> variants = new TreeSet<>();
        List<String> ids = new ArrayList<>();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            variants.clear();
            ids.clear();
            for (ConsumerRecord<byte[], byte[]> record :
                    new TopicReader(ADDRESS + port).committed("card-fraud.predictions.v1")) {
                JsonNode prediction = JSON.readTree(record.value());
                ids.add(prediction.get("id").textValue());
                variants.add(prediction.at("/parameters/variant").textValue() + "="
                        + prediction.get("model_version").textValue());
            }
            assertThat(variants).containsExactly("canary=2", "champion=1", "champion=2", "new=2", "old=1");
        });
        assertThat(ids).doesNotHaveDuplicates();
        demo.destroy();
        assertThat(demo.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(demo.exitValue())
                .as(Files.readString(folder.resolve("demo.log")))
                .isZero();
    }
}
