package io.riffle.app.run;

import io.riffle.app.run.EventsTopicState.Look;
import io.riffle.app.run.EventsTopicState.Span;
import io.riffle.config.Pipeline;
import io.riffle.metrics.EventsTopicMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the events topic every few seconds, beside the stream, and tells what Kafka's consumers do not. */
final class EventsTopicWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventsTopicWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final String topic;
    private final String group;
    private final Admin admin;
    private final KafkaStreams streams;
    private final EventsTopicMetrics metrics;
    private final EventsTopicState state;
    private final List<String> lasting;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "events-topic");
        thread.setDaemon(true);
        return thread;
    });
    private volatile List<String> problems = List.of();
    private boolean failed;

    private EventsTopicWatch(
            Pipeline pipeline, Admin admin, KafkaStreams streams, EventsTopicMetrics metrics, List<String> lasting) {
        this.admin = admin;
        this.streams = streams;
        this.metrics = metrics;
        this.lasting = lasting;
        topic = pipeline.topics().events();
        group = pipeline.name();
        state = new EventsTopicState(topic);
        problems = lasting;
    }

    /**
     * Has its first look, before the stream commits anything.
     *
     * @param admin is not closed here
     * @param lasting what is wrong with the topic as it is
     */
    static EventsTopicWatch open(
            Pipeline pipeline, Admin admin, KafkaStreams streams, EventsTopicMetrics metrics, List<String> lasting) {
        lasting.forEach(LOG::warn);
        EventsTopicWatch watch = new EventsTopicWatch(pipeline, admin, streams, metrics, lasting);
        watch.look();
        return watch;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // ends with the timer
    void start() {
        timer.scheduleWithFixedDelay(this::look, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What an operator must do something about. */
    List<String> problems() {
        return problems;
    }

    private void look() {
        try {
            tell(state.after(now()));
            failed = false;
        } catch (ExecutionException | KafkaException unanswered) {
            if (!failed) {
                LOG.warn("Kafka must tell about topic {}; trying again: {}", topic, unanswered.getMessage());
            }
            failed = true;
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(long skipped) {
        if (skipped > 0) {
            LOG.error(
                    "every event of {} must be read: {} were gone before, or lie before where reading goes on",
                    topic,
                    skipped);
            metrics.skipped(skipped);
        }
        metrics.unread(state.unread().size());
        List<String> found = new ArrayList<>(lasting);
        found.addAll(state.problems());
        found.stream().filter(problem -> !problems.contains(problem)).forEach(LOG::error);
        if (found.size() < problems.size()) {
            LOG.info("every partition of {} is read again", topic);
        }
        problems = List.copyOf(found);
    }

    private Look now() throws ExecutionException, InterruptedException {
        TopicDescription described = Objects.requireNonNull(
                admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic));
        List<TopicPartition> partitions = described.partitions().stream()
                .map(each -> new TopicPartition(topic, each.partition()))
                .toList();
        Map<Integer, Long> committed = committed();
        Map<TopicPartition, ListOffsetsResultInfo> begins = offsets(partitions, OffsetSpec.earliest());
        Map<TopicPartition, ListOffsetsResultInfo> ends = offsets(partitions, OffsetSpec.latest());
        Map<Integer, Span> spans = new HashMap<>();
        begins.forEach((partition, begin) -> {
            ListOffsetsResultInfo end = ends.getOrDefault(partition, begin);
            spans.put(partition.partition(), new Span(begin.offset(), end.offset()));
        });
        return new Look(described.topicId().toString(), spans, committed, assigned(), own());
    }

    private Map<TopicPartition, ListOffsetsResultInfo> offsets(List<TopicPartition> partitions, OffsetSpec where)
            throws ExecutionException, InterruptedException {
        return admin.listOffsets(partitions.stream().collect(Collectors.toMap(Function.identity(), each -> where)))
                .all()
                .get();
    }

    private Map<Integer, Long> committed() throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> all = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        Map<Integer, Long> committed = new HashMap<>();
        all.forEach((partition, offset) -> {
            if (partition.topic().equals(topic) && offset != null) {
                committed.put(partition.partition(), offset.offset());
            }
        });
        return committed;
    }

    private @Nullable Set<Integer> assigned() throws ExecutionException, InterruptedException {
        try {
            ConsumerGroupDescription described = Objects.requireNonNull(admin.describeConsumerGroups(List.of(group))
                            .describedGroups()
                            .get(group))
                    .get();
            if (described.groupState() != GroupState.STABLE) {
                return null;
            }
            Set<Integer> assigned = new HashSet<>();
            described
                    .members()
                    .forEach(member -> assigned.addAll(ours(member.assignment().topicPartitions())));
            return assigned;
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof GroupIdNotFoundException) {
                return null;
            }
            throw failure;
        }
    }

    private Set<Integer> own() {
        Set<Integer> own = new HashSet<>();
        streams.metadataForLocalThreads()
                .forEach(thread -> thread.activeTasks().forEach(task -> own.addAll(ours(task.topicPartitions()))));
        return own;
    }

    private Set<Integer> ours(Collection<TopicPartition> partitions) {
        return partitions.stream()
                .filter(partition -> partition.topic().equals(topic))
                .map(TopicPartition::partition)
                .collect(Collectors.toSet());
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
