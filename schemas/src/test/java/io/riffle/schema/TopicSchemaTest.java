package io.riffle.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TopicSchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static List<String> texts(TopicSchema schema, String pointer) throws IOException {
        JsonNode array = JSON.readTree(schema.json()).at(pointer);
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    @ParameterizedTest
    @EnumSource(TopicSchema.class)
    void schema_isASchema_andRefusesAnEmptyObject(TopicSchema schema) throws IOException {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        assertThat(registry.getSchema(com.networknt.schema.SchemaLocation.of(
                                Dialects.getDraft202012().getId()))
                        .validate(JSON.readTree(schema.json())))
                .isEmpty();
        assertThat(registry.getSchema(schema.json()).validate(JSON.readTree("{}")))
                .isNotEmpty();
    }

    /** A label that is added to the code must be added to the contract. */
    @Test
    void schema_listsEveryLabel() throws IOException {
        assertThat(texts(TopicSchema.DEAD_LETTER, "/properties/riffle.reason/enum"))
                .containsExactlyElementsOf(Arrays.stream(DeadLetterReason.values())
                        .map(DeadLetterReason::label)
                        .toList());
        assertThat(texts(TopicSchema.DEAD_LETTER, "/properties/riffle.stage/enum"))
                .containsExactlyElementsOf(
                        Arrays.stream(Stage.values()).map(Stage::label).toList());
        assertThat(texts(TopicSchema.PREDICTION, "/properties/parameters/properties/degraded/items/enum"))
                .containsExactlyElementsOf(Arrays.stream(Degradation.values())
                        .map(Degradation::label)
                        .toList());
    }
}
