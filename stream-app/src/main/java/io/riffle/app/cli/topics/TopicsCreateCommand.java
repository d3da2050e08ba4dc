package io.riffle.app.cli.topics;

import io.riffle.app.cli.OutputOptions;
import io.riffle.app.cli.PipelineContext;
import io.riffle.app.process.ExitCode;
import io.riffle.app.process.UserProblem;
import io.riffle.app.topic.BrokerClient;
import io.riffle.app.topic.ExistingTopic;
import io.riffle.app.topic.PipelineTopics;
import io.riffle.app.topic.TopicAdministration;
import io.riffle.app.topic.TopicSpec;
import io.riffle.config.Pipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Creates the topics of a pipeline that do not exist, and compares those that do. */
@Command(
        description = {
            "Create the topics of a pipeline: events, predictions, alerts and dead letters.",
            "Existing topics are compared and never changed. Exit code 1 where one offers less than declared."
        })
final class TopicsCreateCommand implements Callable<Integer> {
    @Mixin
    private PipelineContext context = new PipelineContext();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(names = "--dry-run", description = "Only say what would be done.")
    private boolean dryRun;

    @Override
    public Integer call() throws UserProblem, InterruptedException {
        Pipeline pipeline = context.pipeline();
        List<TopicOutcome> outcomes = new ArrayList<>();
        try (BrokerClient broker = BrokerClient.of(pipeline)) {
            TopicAdministration topics = new TopicAdministration(broker);
            for (TopicSpec topic : PipelineTopics.of(pipeline)) {
                outcomes.add(ensure(topics, topic));
            }
        }
        print(outcomes);
        boolean weaker = outcomes.stream().anyMatch(outcome -> outcome.status() == TopicOutcome.Status.WEAKER);
        return (weaker ? ExitCode.FAILED : ExitCode.OK).value();
    }

    private TopicOutcome ensure(TopicAdministration topics, TopicSpec topic) throws UserProblem, InterruptedException {
        Optional<ExistingTopic> existing = topics.find(topic.name());
        if (existing.isPresent()) {
            return TopicOutcome.ofExisting(topic, existing.get());
        }
        if (dryRun) {
            return TopicOutcome.of(topic, TopicOutcome.Status.MISSING);
        }
        topics.create(topic);
        return TopicOutcome.of(topic, TopicOutcome.Status.CREATED);
    }

    private void print(List<TopicOutcome> outcomes) {
        if (output.json()) {
            output.printJson(outcomes.stream().map(TopicOutcome::fields).toList());
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("TOPIC", "PURPOSE", "PARTITIONS", "STATUS", "DIFFERENCES"));
        outcomes.forEach(outcome -> rows.add(outcome.row()));
        output.printTable(rows);
    }
}
