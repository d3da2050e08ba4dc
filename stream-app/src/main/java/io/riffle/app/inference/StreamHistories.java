package io.riffle.app.inference;

import io.riffle.app.http.RequestException;
import io.riffle.history.HistoryStores;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The state stores of all instances, by interactive queries. An instance is asked at most once: who is asked by another
 * one answers from its own stores or refuses, so a question cannot go in circles while partitions move.
 */
public final class StreamHistories implements EntityHistories {
    private static final StringSerializer KEYS = new StringSerializer();

    private final KafkaStreams streams;
    private final HostInfo self;
    private final HistoryPeers peers;

    /** @param endpoint {@code host:port} of this instance, as Kafka Streams tells it to the others */
    public StreamHistories(KafkaStreams streams, String endpoint, HistoryPeers peers) {
        this.streams = streams;
        this.self = HostInfo.buildFromEndpoint(endpoint);
        this.peers = peers;
    }

    @Override
    public Map<String, byte[]> read(Collection<String> entities, @Nullable String caller, long until) {
        Map<HostInfo, List<String>> elsewhere = new LinkedHashMap<>();
        Map<String, byte[]> found = new HashMap<>();
        for (String entity : entities) {
            KeyQueryMetadata place = place(entity);
            if (place.activeHost().equals(self)) {
                readHere(entity, place.partition(), found);
            } else {
                elsewhere
                        .computeIfAbsent(place.activeHost(), host -> new ArrayList<>())
                        .add(entity);
            }
        }
        elsewhere.forEach((host, theirs) -> found.putAll(peers.read(host.host(), host.port(), theirs, caller, until)));
        return found;
    }

    /** The records of entities that this instance keeps; asked by another instance. */
    Map<String, byte[]> readHere(Collection<String> entities) {
        Map<String, byte[]> found = new HashMap<>();
        for (String entity : entities) {
            readHere(entity, place(entity).partition(), found);
        }
        return found;
    }

    private KeyQueryMetadata place(String entity) {
        try {
            KeyQueryMetadata place = streams.queryMetadataForKey(HistoryStores.ENTITY_HISTORY, entity, KEYS);
            if (place != null && !place.equals(KeyQueryMetadata.NOT_AVAILABLE)) {
                return place;
            }
        } catch (InvalidStateStoreException | IllegalStateException notRunning) {
            throw moving(entity, String.valueOf(streams.state()));
        }
        throw moving(entity, "no instance is known to keep it");
    }

    private void readHere(String entity, int partition, Map<String, byte[]> found) {
        try {
            ReadOnlyKeyValueStore<Bytes, byte[]> store = streams.store(StoreQueryParameters.fromNameAndType(
                            HistoryStores.ENTITY_HISTORY, QueryableStoreTypes.<Bytes, byte[]>keyValueStore())
                    .withPartition(partition));
            byte @Nullable [] record = store.get(Bytes.wrap(entity.getBytes(StandardCharsets.UTF_8)));
            if (record != null) {
                found.put(entity, record);
            }
        } catch (InvalidStateStoreException moved) {
            throw moving(entity, "partition " + partition + " is not here, or not yet");
        }
    }

    private static RequestException moving(String entity, String found) {
        return RequestException.unavailable("the history of '" + entity + "' must be readable: " + found
                + " (partitions may be moving: try again)");
    }
}
