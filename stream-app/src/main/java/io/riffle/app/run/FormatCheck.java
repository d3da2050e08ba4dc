package io.riffle.app.run;

import io.riffle.app.process.UserProblem;
import io.riffle.config.Pipeline;
import io.riffle.config.event.RegistryConfig;
import io.riffle.decode.EventFormats;
import io.riffle.format.registry.RegisteredSubject;
import io.riffle.format.registry.RegistryAccessException;
import io.riffle.format.registry.RegistryClient;
import io.riffle.topology.PredictionOutput;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether events can be read in their format, and predictions be written in theirs: asked before anything is. */
public final class FormatCheck {
    private static final Logger LOG = LoggerFactory.getLogger(FormatCheck.class);

    private final Pipeline pipeline;

    public FormatCheck(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    /** Whether there is more to ask than what the configuration says. */
    public boolean isNeeded() {
        return pipeline.event().format().registry().isPresent();
    }

    /**
     * Reads the declared schema or columns; asks nobody.
     *
     * @throws UserProblem if they cannot be read
     */
    public void declared() throws UserProblem {
        try {
            EventFormats.of(pipeline.event(), System::nanoTime).check();
        } catch (IllegalArgumentException unreadable) {
            throw new UserProblem(String.valueOf(unreadable.getMessage()), unreadable);
        }
    }

    /**
     * Asks the registry.
     *
     * @return what was found
     * @throws UserProblem if it does not answer, does not let us in, or lacks the schema of predictions
     */
    public String registry() throws UserProblem, InterruptedException {
        RegistryConfig registry = pipeline.event().format().registry().orElseThrow();
        try {
            return asked(registry);
        } catch (IOException away) {
            throw new UserProblem(
                    "the schema registry must answer at " + registry.url() + ": " + away.getMessage()
                            + " (the pipeline would start, and events wait for it)",
                    away);
        } catch (RegistryAccessException refused) {
            throw new UserProblem(String.valueOf(refused.getMessage()), refused);
        }
    }

    /**
     * Both, but a registry that is away is only told: events wait for it.
     *
     * @throws UserProblem if the user must change something first
     */
    void atStart() throws UserProblem, InterruptedException {
        declared();
        Optional<RegistryConfig> registry = pipeline.event().format().registry();
        if (registry.isEmpty()) {
            return;
        }
        try {
            LOG.info("schema registry: {}", asked(registry.get()));
        } catch (IOException away) {
            LOG.warn(
                    "the schema registry must answer at {}: {}; events wait for it",
                    registry.get().url(),
                    away.getMessage());
        } catch (RegistryAccessException refused) {
            throw new UserProblem(String.valueOf(refused.getMessage()), refused);
        }
    }

    private String asked(RegistryConfig registry) throws IOException, InterruptedException, UserProblem {
        String found = pipeline.event().format().kind().name().toLowerCase(Locale.ROOT) + ", registry "
                + new RegistryClient(registry).probe();
        Optional<RegisteredSubject> subject = new PredictionOutput(pipeline, System::nanoTime).subject();
        if (subject.isEmpty()) {
            return found;
        }
        int id = subject.get()
                .find()
                .orElseThrow(() -> new UserProblem("the schema of predictions must be registered under "
                        + subject.get().subject() + ": is not at " + registry.url() + " (riffle schemas register)"));
        return found + ", predictions have the schema " + id;
    }
}
