package io.riffle.app.cli.dlq;

import io.riffle.app.dlq.DeadLetter;
import io.riffle.app.dlq.DeadLetterTopic;
import io.riffle.app.dlq.LetterFilter;
import io.riffle.app.process.UserProblem;
import io.riffle.config.Pipeline;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Option;

/** Which dead letters a command is about. */
final class LetterOptions {
    @Option(names = "--reason", paramLabel = "REASON", description = "Only of this reason; may be repeated.")
    private Set<String> reasons = new LinkedHashSet<>();

    @Option(names = "--stage", paramLabel = "STAGE", description = "Only of this stage; may be repeated.")
    private Set<String> stages = new LinkedHashSet<>();

    @Option(names = "--key", paramLabel = "KEY", defaultValue = "", description = "Only with this record key.")
    private String key = "";

    @Option(names = "--limit", paramLabel = "N", description = "At most so many (default: 1000).")
    private int limit = 1000;

    List<DeadLetter> find(Pipeline pipeline, Set<String> names) throws UserProblem {
        try {
            return new DeadLetterTopic(pipeline)
                    .find(new LetterFilter(reasons, stages, names, key), names.isEmpty() ? limit : names.size());
        } catch (KafkaException unreadable) {
            throw new UserProblem(
                    "topic " + pipeline.topics().deadLetters() + " must be readable: " + unreadable.getMessage(),
                    unreadable);
        }
    }
}
