package io.riffle.app.cli;

import io.riffle.app.process.UserProblem;
import io.riffle.app.topic.InternalTopics;
import io.riffle.config.Pipeline;
import io.riffle.config.SideTopic;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * What a pipeline remembers: committed offsets, internal topics, counts on their way to a sum, local state. Its other topics
 * are not touched.
 */
final class ApplicationReset {
    private final Pipeline pipeline;
    private final Admin admin;

    ApplicationReset(Pipeline pipeline, Admin admin) {
        this.pipeline = pipeline;
        this.admin = admin;
    }

    /**
     * What there is to forget.
     *
     * @param offsets whether offsets are committed
     * @param topics internal topics: changelogs and repartition topics
     * @param counts positions behind the counts in the pipeline's topics: read again, they would be added once more
     * @param state folder of the local state
     * @param local whether it is there
     */
    record Memory(boolean offsets, List<String> topics, Map<TopicPartition, Long> counts, Path state, boolean local) {
        /** The topics of these counts. */
        Set<String> countTopics() {
            return counts.keySet().stream().map(TopicPartition::topic).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /**
     * Finds what there is.
     *
     * @throws UserProblem if an instance still runs
     */
    Memory look() throws UserProblem, InterruptedException {
        requireStopped();
        try {
            boolean offsets = !admin.listConsumerGroupOffsets(pipeline.name())
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .isEmpty();
            Set<String> existing = admin.listTopics().names().get();
            List<String> topics = new InternalTopics(
                            pipeline, TopologyView.of(pipeline).description())
                    .all().stream().filter(existing::contains).toList();
            Path state = pipeline.kafka().stateDirectory().resolve(pipeline.name());
            return new Memory(offsets, topics, counts(existing), state, Files.isDirectory(state));
        } catch (ExecutionException refused) {
            throw failure(refused);
        }
    }

    /** Forgets it all; a stop half-way is finished by calling again. */
    void forget(Memory memory) throws UserProblem, InterruptedException {
        try {
            if (memory.offsets()) {
                admin.deleteConsumerGroups(List.of(pipeline.name())).all().get();
            }
            admin.deleteTopics(memory.topics()).all().get();
            Map<TopicPartition, RecordsToDelete> counts = new HashMap<>();
            memory.counts().forEach((partition, end) -> counts.put(partition, RecordsToDelete.beforeOffset(end)));
            admin.deleteRecords(counts).all().get();
            delete(memory.state());
        } catch (ExecutionException refused) {
            throw failure(refused);
        } catch (IOException undeletable) {
            throw new UserProblem("the local state must be deletable: " + undeletable.getMessage(), undeletable);
        }
    }

    private Map<TopicPartition, Long> counts(Set<String> existing) throws ExecutionException, InterruptedException {
        Set<String> topics =
                new TreeSet<>(Set.of(pipeline.countsTopic(), pipeline.topics().of(SideTopic.OUTCOME_COUNTS)));
        topics.retainAll(existing);
        Map<TopicPartition, OffsetSpec> first = new HashMap<>();
        Map<TopicPartition, OffsetSpec> last = new HashMap<>();
        for (TopicDescription topic :
                admin.describeTopics(topics).allTopicNames().get().values()) {
            topic.partitions().forEach(each -> {
                TopicPartition partition = new TopicPartition(topic.name(), each.partition());
                first.put(partition, OffsetSpec.earliest());
                last.put(partition, OffsetSpec.latest());
            });
        }
        Map<TopicPartition, ListOffsetsResultInfo> begins =
                admin.listOffsets(first).all().get();
        Map<TopicPartition, Long> counts = new HashMap<>();
        admin.listOffsets(last).all().get().forEach((partition, end) -> {
            ListOffsetsResultInfo begin = begins.get(partition);
            if (begin == null || begin.offset() < end.offset()) {
                counts.put(partition, end.offset());
            }
        });
        return counts;
    }

    private void requireStopped() throws UserProblem, InterruptedException {
        try {
            Map<String, ConsumerGroupDescription> groups =
                    admin.describeConsumerGroups(List.of(pipeline.name())).all().get();
            int members = groups.values().stream()
                    .mapToInt(group -> group.members().size())
                    .sum();
            if (members > 0) {
                throw new UserProblem("all instances of " + pipeline.name() + " must be stopped: " + members
                        + " stream threads are running");
            }
        } catch (ExecutionException refused) {
            if (!(refused.getCause() instanceof GroupIdNotFoundException)) {
                throw failure(refused);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<File> deepestFirst =
                    files.sorted(Comparator.reverseOrder()).map(Path::toFile).toList();
            for (File file : deepestFirst) {
                Files.deleteIfExists(file.toPath());
            }
        }
    }

    private UserProblem failure(ExecutionException refused) {
        return new UserProblem(
                "Kafka must allow the reset at " + pipeline.kafka().bootstrapServers() + ": " + refused.getCause(),
                refused);
    }
}
