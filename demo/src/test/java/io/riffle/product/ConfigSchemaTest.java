package io.riffle.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.riffle.app.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What editors are given to complete pipeline files agrees with what is read. */
class ConfigSchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static List<Path> pipelines() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("..", "config"))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> problems(YamlTree pipeline) throws IOException {
        StringWriter out = new StringWriter();
        int code = Main.run(Map.of(), new PrintWriter(out), new PrintWriter(System.err), "config", "schema");
        assertThat(code).isZero();
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(JSON.readTree(out.toString()));
        JsonNode tree = JSON.valueToTree(pipeline.node());
        return schema.validate(tree).stream().map(Object::toString).toList();
    }

    @ParameterizedTest
    @MethodSource("pipelines")
    void schema_takesEveryPipelineThatIsShipped(Path file) throws IOException {
        assertThat(problems(YamlTree.read(file))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafka: {garantee: exactly-once, bootstrap-servers: b}",
                "kafka: {guarantee: sometimes, bootstrap-servers: b}",
                "event: {id: a, entity: b, fields: {x: {typ: number}}}",
                "batch: {max-size: many}"
            })
    void schema_refusesWhatIsNoKeyOrNoValue(String part) throws IOException {
        assertThat(problems(YamlTree.of("pipeline: p\n" + part))).isNotEmpty();
    }

    @Test
    void schema_takesShortAndLongForms() throws IOException {
        assertThat(problems(YamlTree.of("""
                pipeline: p
                kafka: {bootstrap-servers: "${KAFKA}", stream-threads: "${THREADS:2}"}
                event:
                  id: order.id
                  entity: {from: key, path: card.number}
                  fields: {"items[0].price": {type: number, as: price, coerce: [text-numbers]}}
                """))).isEmpty();
    }
}
