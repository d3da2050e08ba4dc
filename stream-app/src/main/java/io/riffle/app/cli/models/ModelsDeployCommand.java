package io.riffle.app.cli.models;

import io.riffle.app.cli.PipelineContext;
import io.riffle.app.deploy.Operator;
import io.riffle.app.process.ExitCode;
import io.riffle.app.process.UserProblem;
import io.riffle.config.Pipeline;
import io.riffle.model.deployment.Change;
import io.riffle.model.deployment.Deployment;
import io.riffle.model.deployment.Experiment;
import io.riffle.model.deployment.Overrides;
import io.riffle.model.deployment.Shadow;
import io.riffle.model.deployment.Variant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Changes what scores while the pipeline runs. */
@Command(
        description = {
            "Change what scores, without stopping the stream: a new champion, a canary, a shadow or an experiment.",
            "Every version is loaded and must reproduce its golden rows here before anything is written."
        })
final class ModelsDeployCommand implements Callable<Integer> {
    @Mixin
    private PipelineContext context = new PipelineContext();

    @Mixin
    private ChangeOptions change = new ChangeOptions();

    @Mixin
    private CanaryOptions canary = new CanaryOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "VERSION",
            description = "A version, or an alias after '@'; not with --experiment.")
    private @Nullable String version;

    @Option(
            names = "--shadow",
            paramLabel = "PERCENT",
            description = "Score this share of the entities beside the champion; 0 ends it.")
    private @Nullable Double shadow;

    @Option(names = "--experiment", paramLabel = "NAME", description = "Several versions side by side.")
    private @Nullable String experiment;

    @Option(
            names = "--variant",
            paramLabel = "NAME=VERSION:WEIGHT",
            description = "One variant of the experiment; the weights must sum to 100. Repeat for each.")
    private Map<String, String> variants = new LinkedHashMap<>();

    @Option(
            names = "--override",
            paramLabel = "ENTITY=VARIANT",
            description = "This entity gets this variant; may be repeated, replaces all overrides.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    @Option(
            names = "--override-header",
            paramLabel = "NAME",
            description = "Events with this header get the variant that it names.")
    private @Nullable String overrideHeader;

    @Override
    public Integer call() throws UserProblem, InterruptedException {
        Pipeline pipeline = context.pipeline();
        if (version != null) {
            version = Operator.resolve(pipeline, version);
        }
        change.run(pipeline, "deploy", step(change.change(), parsed(pipeline)));
        return ExitCode.OK.value();
    }

    private Operator.Step step(Change why, List<Variant> sides) {
        Operator.Step step = main(why, sides);
        if (overrides.isEmpty() && overrideHeader == null) {
            return step;
        }
        Overrides wanted = new Overrides(overrideHeader, overrides);
        return before -> step.after(before).withOverrides(wanted, why);
    }

    private Operator.Step main(Change why, List<Variant> sides) {
        if (experiment != null) {
            require(
                    version == null && !canary.given() && shadow == null,
                    "--experiment names its versions by --variant");
            String name = experiment;
            return before -> before.withExperiment(new Experiment(name, sides), why);
        }
        require(variants.isEmpty(), "--variant needs --experiment");
        require(!canary.given() || shadow == null, "--canary and --shadow exclude each other");
        String wanted = version;
        if (wanted == null) {
            throw usage("VERSION or --experiment is needed");
        }
        if (canary.given()) {
            return before -> before.withCanary(canary.of(wanted), why);
        }
        if (shadow != null) {
            double share = shadow;
            return before -> before.withShadow(shadows(before, wanted, share), why);
        }
        return before -> before.withChampion(wanted, why);
    }

    private static List<Shadow> shadows(Deployment before, String version, double share) {
        List<Shadow> shadows = new ArrayList<>(before.shadow());
        shadows.removeIf(each -> each.version().equals(version));
        Shadow wanted = new Shadow(version, share);
        if (share > 0) {
            shadows.add(wanted);
        }
        return shadows;
    }

    private List<Variant> parsed(Pipeline pipeline) throws UserProblem {
        List<Variant> parsed = new ArrayList<>();
        for (Map.Entry<String, String> each : variants.entrySet()) {
            parsed.add(variant(pipeline, each.getKey(), each.getValue()));
        }
        return parsed;
    }

    private Variant variant(Pipeline pipeline, String name, String text) throws UserProblem {
        int colon = text.lastIndexOf(':');
        if (colon <= 0 || !text.substring(colon + 1).matches("\\d{1,3}")) {
            throw usage("--variant must be NAME=VERSION:WEIGHT with a whole weight: was " + name + "=" + text);
        }
        String found = Operator.resolve(pipeline, text.substring(0, colon));
        try {
            return Variant.of(name, found, Integer.parseInt(text.substring(colon + 1)));
        } catch (IllegalArgumentException wrong) {
            throw usage(String.valueOf(wrong.getMessage()));
        }
    }

    private void require(boolean holds, String rule) {
        if (!holds) {
            throw usage(rule);
        }
    }

    private ParameterException usage(String message) {
        return context.wrong(message);
    }
}
