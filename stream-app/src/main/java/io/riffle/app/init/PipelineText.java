package io.riffle.app.init;

import java.util.List;
import java.util.Optional;

/** The pipeline's file as it is proposed, with a comment on each guess. */
public final class PipelineText {
    private final EventProposal events;
    private final Naming naming;

    /**
     * What the pipeline is called and where it reads and finds its models.
     *
     * @param topic of the events; empty for the one that follows from the pipeline's name
     * @param models the folder of its versions, from the file
     */
    public record Naming(
            String pipeline, String bootstrapServers, Optional<Topic> topic, String models, String version) {}

    /** The topic of the events; those beside it are to have as many partitions. */
    public record Topic(String name, int partitions) {}

    public PipelineText(EventProposal events, Naming naming) {
        this.events = events;
        this.naming = naming;
    }

    /** The whole file. */
    public String yaml() {
        StringBuilder yaml = new StringBuilder();
        line(
                yaml,
                0,
                "# Proposed by `riffle init` from " + events.survey().events()
                        + " events. Each comment says what was seen; change what you know better.");
        line(yaml, 0, "pipeline: " + naming.pipeline());
        line(yaml, 0, "kafka: {bootstrap-servers: " + FieldProposal.scalar(naming.bootstrapServers()) + "}");
        naming.topic()
                .ifPresent(topic -> line(
                        yaml,
                        0,
                        "topics: {events: " + FieldProposal.scalar(topic.name()) + ", partitions: " + topic.partitions()
                                + "}"));
        line(yaml, 0, "event:");
        choice(yaml, "id", events.id());
        choice(yaml, "entity", events.entity());
        if (events.isKeyed()) {
            line(yaml, 1, "partitioned-by-entity: true   # the record's key was the entity in all of them");
        }
        events.time()
                .ifPresentOrElse(
                        time -> time(yaml, time),
                        () -> line(yaml, 1, "# No place is always a time: the record's timestamp is the event's."));
        fields(yaml);
        line(
                yaml,
                0,
                "models: {directory: " + FieldProposal.scalar(naming.models()) + ", version: \"" + naming.version()
                        + "\"}");
        return yaml.toString();
    }

    private static void choice(StringBuilder yaml, String key, Choice choice) {
        String value = choice.place().isPresent() ? FieldProposal.key(choice.yaml()) : choice.yaml();
        line(yaml, 1, key + ": " + value + "   # " + choice.why());
    }

    private static void time(StringBuilder yaml, Choice time) {
        String settings = time.place().flatMap(PathFacts::time).orElseThrow().settings();
        line(yaml, 1, "time: {field: " + FieldProposal.key(time.yaml()) + ", " + settings + "}   # " + time.why());
    }

    private void fields(StringBuilder yaml) {
        List<FieldProposal> wanted =
                events.fields().stream().filter(FieldProposal::wanted).toList();
        List<FieldProposal> others =
                events.fields().stream().filter(each -> !each.wanted()).toList();
        line(yaml, 1, "fields:");
        (wanted.isEmpty() ? others : wanted).forEach(field -> line(yaml, 2, field.line()));
        if (!wanted.isEmpty() && !others.isEmpty()) {
            line(yaml, 2, "# The model does not read these; declare them for windows, formulas, drift and quality.");
            others.forEach(field -> line(yaml, 2, "# " + field.line()));
        }
        if (!events.survey().arrays().isEmpty()) {
            line(
                    yaml,
                    2,
                    "# Not looked into, for they are arrays: "
                            + String.join(", ", events.survey().arrays()));
        }
    }

    private static void line(StringBuilder yaml, int level, String text) {
        yaml.append("  ".repeat(level)).append(text).append('\n');
    }
}
