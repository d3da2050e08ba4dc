package io.riffle.topology;

import java.util.function.Function;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;

/**
 * One node of the chain of stages.
 *
 * @param rejects whether it forwards dead letters
 * @param create makes the processor of one task, given the name of the node's child
 */
record StageNode(String name, boolean rejects, Function<String, Processor<byte[], ?, byte[], ?>> create) {
    @SuppressWarnings({"unchecked", "rawtypes"})
    ProcessorSupplier<byte[], Object, byte[], Object> supplier(String next) {
        return () -> (Processor) create.apply(next);
    }
}
