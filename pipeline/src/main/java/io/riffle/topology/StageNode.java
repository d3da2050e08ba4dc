package io.riffle.topology;

import java.util.List;
import java.util.function.Function;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;

/**
 * One node of the chain of stages.
 *
 * @param letters what it has to do with dead letters
 * @param sources nodes beside the chain that forward to it as well
 * @param create makes the processor of one task, given the name of the node's child
 */
record StageNode(
        String name, Letters letters, List<String> sources, Function<String, Processor<byte[], ?, byte[], ?>> create) {
    /** What a node has to do with dead letters. */
    enum Letters {
        NONE,
        SENDS,
        /** Those of all nodes before it pass through it. */
        TAKES
    }

    StageNode {
        sources = List.copyOf(sources);
    }

    /** A node that gets what the one before forwards. */
    StageNode(String name, Letters letters, Function<String, Processor<byte[], ?, byte[], ?>> create) {
        this(name, letters, List.of(), create);
    }

    boolean sendsLetters() {
        return letters == Letters.SENDS;
    }

    boolean takesLetters() {
        return letters == Letters.TAKES;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    ProcessorSupplier<byte[], Object, byte[], Object> supplier(String next) {
        return () -> (Processor) create.apply(next);
    }
}
