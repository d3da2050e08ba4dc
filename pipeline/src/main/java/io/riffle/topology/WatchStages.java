package io.riffle.topology;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a pipeline has beyond answering: each only where it is declared. */
record WatchStages(Optional<DriftStages> drift, Optional<OutcomeStages> outcomes, Optional<QualityStages> quality) {
    static final WatchStages NONE = new WatchStages(Optional.empty(), Optional.empty(), Optional.empty());

    /** The kinds of window counts, in the order of their nodes. */
    List<WindowStages.Counting> countings() {
        return Stream.of(
                        quality.map(QualityStages::counting),
                        drift.map(DriftStages::counting),
                        outcomes.map(OutcomeStages::counting))
                .flatMap(Optional::stream)
                .toList();
    }

    /** The node that dead letters go to: the sink, unless they are counted before. */
    String letters() {
        return quality.isPresent() ? NodeNames.COUNT_QUALITY : NodeNames.DEAD_LETTERS;
    }

    /** The nodes that write dead letters. Quality has counted a row before its prediction proves too large. */
    String[] letterParents(List<StageNode> stages) {
        Stream<String> counted = quality.isPresent() ? Stream.of(NodeNames.COUNT_QUALITY) : rejecting(stages);
        return Stream.concat(counted, Stream.of(NodeNames.ROUTE_PREDICTIONS)).toArray(String[]::new);
    }

    /** Labels come in from aside; dead letters pass through where they are counted. */
    static String[] parents(StageNode stage, String before, List<StageNode> stages) {
        Stream<String> more = switch (stage.name()) {
            case OutcomeStages.JOIN_OUTCOMES -> Stream.of(OutcomeStages.READ_LABELS);
            case NodeNames.COUNT_QUALITY -> rejecting(stages);
            default -> Stream.of();
        };
        return Stream.concat(Stream.of(before), more).distinct().toArray(String[]::new);
    }

    private static Stream<String> rejecting(List<StageNode> stages) {
        return stages.stream().filter(StageNode::rejects).map(StageNode::name);
    }
}
