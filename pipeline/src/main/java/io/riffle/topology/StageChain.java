package io.riffle.topology;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.apache.kafka.streams.Topology;

/** Stages in order, each the child of the one before; that of the last is {@link #END}. */
record StageChain(List<StageNode> stages) {
    /** No node: what is forwarded there has arrived. */
    static final String END = "";

    StageChain {
        stages = List.copyOf(stages);
    }

    /** Shows each stage and the name of its child. */
    void forEach(BiConsumer<StageNode, String> visitor) {
        for (int i = 0; i < stages.size(); i++) {
            String next = i + 1 < stages.size() ? stages.get(i + 1).name() : END;
            visitor.accept(stages.get(i), next);
        }
    }

    /** Adds all stages behind a parent. */
    void addTo(Topology topology, String parent) {
        forEach((stage, next) -> topology.addProcessor(stage.name(), stage.supplier(next), parents(stage, parent)));
    }

    /** Besides the node before: the sources beside the chain, and the nodes whose dead letters pass through. */
    private String[] parents(StageNode stage, String parent) {
        int place = stages.indexOf(stage);
        String before = place == 0 ? parent : stages.get(place - 1).name();
        Stream<String> letters = stage.takesLetters() ? sendLetters(stages.subList(0, place)) : Stream.of();
        return Stream.of(Stream.of(before), stage.sources().stream(), letters)
                .flatMap(nodes -> nodes)
                .distinct()
                .toArray(String[]::new);
    }

    /** The nodes that write dead letters: the one through which those before it pass, if there is one, and those behind. */
    String[] letterParents() {
        int taker = 0;
        for (int place = 0; place < stages.size(); place++) {
            taker = stages.get(place).takesLetters() ? place : taker;
        }
        Stream<String> takers = stages.stream().filter(StageNode::takesLetters).map(StageNode::name);
        return Stream.concat(takers, sendLetters(stages.subList(taker, stages.size())))
                .toArray(String[]::new);
    }

    private static Stream<String> sendLetters(List<StageNode> some) {
        return some.stream().filter(StageNode::sendsLetters).map(StageNode::name);
    }
}
