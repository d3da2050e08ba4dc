package io.riffle.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.riffle.schema.StandingAlert;
import io.riffle.schema.TopicSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.TopologyTestDriver;

/** What a topology has published since it was last asked; every record must be valid under its topic's schema. */
record PublishedRecords(TopologyTestDriver driver, ObjectMapper json) {
    <T> List<T> of(String topic, TopicSchema schema, Class<T> type) throws IOException {
        List<T> records = new ArrayList<>();
        for (byte[] value : driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readValuesToList()) {
            assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                            .getSchema(schema.json())
                            .validate(json.readTree(value)))
                    .isEmpty();
            records.add(json.readValue(value, type));
        }
        return records;
    }

    List<StandingAlert> alerts(String topic) throws IOException {
        return of(topic, TopicSchema.STANDING_ALERT, StandingAlert.class);
    }
}
