package io.riffle.app.batch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * Which shard an event belongs to: all events of an entity to one, as all are in one partition of the stream. What has
 * no readable entity becomes a dead letter in whichever shard it comes to.
 */
final class EntityShard {
    private static final JsonFactory JSON = new JsonFactory();

    private final String entityField;
    private final int shards;

    EntityShard(String entityField, int shards) {
        this.entityField = entityField;
        this.shards = shards;
    }

    int of(byte[] event) {
        try (JsonParser parser = JSON.createParser(event)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return 0;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean entity = parser.currentName().equals(entityField);
                JsonToken value = parser.nextToken();
                if (entity) {
                    return value.isScalarValue()
                            ? Math.floorMod(parser.getText().hashCode(), shards)
                            : 0;
                }
                parser.skipChildren();
            }
            return 0;
        } catch (IOException unreadable) {
            return 0;
        }
    }
}
