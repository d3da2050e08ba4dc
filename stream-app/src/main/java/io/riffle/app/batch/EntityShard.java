package io.riffle.app.batch;

import io.riffle.config.event.EventConfig;
import io.riffle.decode.EventField;
import io.riffle.decode.envelope.EventBytes;
import io.riffle.frame.FrameRow;

/**
 * Which shard an event belongs to: all events of an entity to one, as all are in one partition of the stream. What has
 * no readable entity becomes a dead letter in whichever shard it comes to.
 */
final class EntityShard {
    private final EventField entity;
    private final EventBytes events;
    private final int shards;

    EntityShard(EventConfig event, int shards) {
        entity = new EventField(event.entity());
        events = new EventBytes(event);
        this.shards = shards;
    }

    int of(FrameRow event) {
        return entity.of(events.of(event))
                .map(name -> Math.floorMod(name.hashCode(), shards))
                .orElse(0);
    }
}
