package io.riffle.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.app.Main;
import io.riffle.servers.EmbeddedBroker;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** In order: what one call does is what the next one finds. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TopicsCreateIT {
    private static EmbeddedBroker broker;
    private final StringWriter out = new StringWriter();
    private final StringWriter error = new StringWriter();

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", (Object) broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic("thin.predictions.v1", 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private List<String> statuses(int expectedCode, String pipeline, String... more) throws Exception {
        String[] arguments = {
            "topics",
            "create",
            "--config",
            "../pipeline/src/test/resources/config/minimal.yaml",
            "--set",
            "kafka.bootstrap-servers=" + broker.bootstrapServers(),
            "--set",
            "pipeline=" + pipeline,
            "-o",
            "json",
            more.length > 0 ? more[0] : "--verbose"
        };
        int code = Main.run(Map.of(), new PrintWriter(out), new PrintWriter(error), arguments);
        assertThat(code).as(error.toString()).isEqualTo(expectedCode);
        JsonNode topics = new ObjectMapper().readTree(out.toString());
        return topics.findValuesAsText("status");
    }

    @Test
    @Order(1)
    void dryRun_createsNothing() throws Exception {
        assertThat(statuses(0, "tiny", "--dry-run")).containsOnly("missing").hasSize(7);
    }

    @Test
    @Order(2)
    void create_makesAllTopics_whenNoneExists() throws Exception {
        assertThat(statuses(0, "tiny")).containsOnly("created").hasSize(7);
    }

    @Test
    @Order(3)
    void create_findsNoDifference_whenItMadeTheTopics() throws Exception {
        assertThat(statuses(0, "tiny")).containsOnly("exists").hasSize(7);
        assertThat(new ObjectMapper().readTree(out.toString()).findValues("differences"))
                .allMatch(JsonNode::isEmpty);
    }

    @Test
    @Order(4)
    void create_fails_whenAnExistingTopicOffersLess() throws Exception {
        assertThat(statuses(1, "thin")).startsWith("created", "weaker", "created", "created");
        assertThat(out.toString()).contains("partitions 1, declared 4");
    }
}
