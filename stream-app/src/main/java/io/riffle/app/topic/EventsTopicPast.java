package io.riffle.app.topic;

import io.riffle.app.process.UserProblem;
import io.riffle.config.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the events topic is the one that was read before a start. One that was deleted and created again has the same name.
 * If offsets are committed still (brokers forget those of a topic that is deleted, unless an instance commits once more), it
 * may end before them; or it has grown so far, and events before them would never be read. Only the topic's id tells, of
 * which each machine keeps a note beside its state.
 */
public final class EventsTopicPast {
    private static final Logger LOG = LoggerFactory.getLogger(EventsTopicPast.class);
    private static final String NOTE = "riffle-events-topic-id";

    private final Admin admin;
    private final BrokerClient broker;
    private final String topic;
    private final String group;
    private final Path note;

    public EventsTopicPast(Pipeline pipeline, BrokerClient broker) {
        this.broker = broker;
        admin = broker.admin();
        topic = pipeline.topics().events();
        group = pipeline.name();
        note = pipeline.kafka().stateDirectory().resolve(pipeline.name()).resolve(NOTE);
    }

    /** What is wrong, in words. */
    public List<String> problems() throws UserProblem, InterruptedException {
        try {
            TopicDescription now = described();
            Map<TopicPartition, Long> committed = committed(now);
            Map<Integer, String> beyond = new TreeMap<>();
            Map<Integer, Long> unread = new TreeMap<>();
            Map<TopicPartition, ListOffsetsResultInfo> begins = offsets(committed, OffsetSpec.earliest());
            offsets(committed, OffsetSpec.latest()).forEach((partition, end) -> {
                long read = committed.getOrDefault(partition, 0L);
                ListOffsetsResultInfo begin = begins.getOrDefault(partition, end);
                if (read > end.offset()) {
                    beyond.put(partition.partition(), read + " of " + end.offset());
                } else if (read > begin.offset()) {
                    unread.put(partition.partition(), read);
                }
            });
            if (!beyond.isEmpty()) {
                return List.of(topic + " must be the topic that was read before: it ends before what is committed ("
                        + "partition=committed of end: " + beyond
                        + "), so it was deleted and created again; those partitions are read from their beginning");
            }
            String before = noted();
            if (before.isEmpty() || before.equals(now.topicId().toString())) {
                return List.of();
            }
            String again = topic + " must be the topic that was read before: it was deleted and created again, and ";
            return List.of(again
                    + (unread.isEmpty()
                            ? "is read from its beginning"
                            : "its events before what is committed (partition=offset: " + unread
                                    + ") are not read; see \"RiffleEventsSkipped\" in docs/OPERATIONS.md"));
        } catch (ExecutionException refused) {
            throw new UserProblem("Kafka must tell about topic " + topic + ": " + refused.getCause(), refused);
        }
    }

    /** Notes which topic is read from now on. */
    public void remember() throws UserProblem, InterruptedException {
        try {
            Files.createDirectories(note.getParent());
            Files.writeString(note, described().topicId().toString());
        } catch (IOException readOnly) {
            LOG.warn("the state directory must take a note of which topic is read: {}", readOnly.toString());
        } catch (ExecutionException refused) {
            throw new UserProblem("Kafka must tell about topic " + topic + ": " + refused.getCause(), refused);
        }
    }

    /** Empty if this machine has none. */
    private String noted() throws UserProblem {
        try {
            return Files.readString(note).strip();
        } catch (NoSuchFileException never) {
            return "";
        } catch (IOException unreadable) {
            throw new UserProblem("the state directory must be readable: " + unreadable, unreadable);
        }
    }

    private TopicDescription described() throws ExecutionException, UserProblem, InterruptedException {
        TopicDescription found =
                broker.get(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic);
        if (found == null) {
            throw new UserProblem("the events topic must exist: " + topic + " does not");
        }
        return found;
    }

    private Map<TopicPartition, Long> committed(TopicDescription now)
            throws ExecutionException, UserProblem, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> all =
                broker.get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        Map<TopicPartition, Long> committed = new HashMap<>();
        now.partitions().forEach(each -> {
            TopicPartition partition = new TopicPartition(topic, each.partition());
            OffsetAndMetadata offset = all.get(partition);
            if (offset != null) {
                committed.put(partition, offset.offset());
            }
        });
        return committed;
    }

    private Map<TopicPartition, ListOffsetsResultInfo> offsets(Map<TopicPartition, Long> of, OffsetSpec where)
            throws ExecutionException, UserProblem, InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        of.keySet().forEach(partition -> asked.put(partition, where));
        return broker.get(admin.listOffsets(asked).all());
    }
}
