package io.riffle.app.deploy;

import io.javalin.http.Context;
import io.riffle.app.http.Answer;
import io.riffle.app.http.AtOnce;
import io.riffle.app.http.RequestBody;
import io.riffle.app.http.RequestException;
import io.riffle.app.http.RequestQuery;
import io.riffle.app.http.Resource;
import io.riffle.app.http.Role;
import io.riffle.app.http.Routes;
import io.riffle.app.process.UserProblem;
import io.riffle.app.topic.TopicEnd;
import io.riffle.config.Pipeline;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.deployment.Change;
import io.riffle.model.deployment.Deployment;
import io.riffle.model.deployment.DeploymentJson;
import io.riffle.model.folder.ModelStore;
import io.riffle.settings.ShownText;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * The commands {@code riffle models} by HTTP: {@code GET /models}, {@code /models/{version}},
 * {@code /models/{version}/compare/{other}}, {@code /deployment}; {@code POST /deployment} with a {@link ChangeRequest},
 * {@code POST /deployment/rollback}, {@code PUT /models/{version}/aliases/{alias}},
 * {@code POST /models/{version}/archive}, {@code DELETE /models/{version}}; and {@link RegistrationResource}.
 */
public final class ModelsResource implements Resource {
    /** Each reads the control topic and loads what is to be deployed. */
    private static final int AT_ONCE = 2;

    private final AtOnce changes = new AtOnce(AT_ONCE, "deployments may be changed");
    private final Pipeline pipeline;
    private final Deployments deployments;

    public ModelsResource(Pipeline pipeline, Deployments deployments) {
        this.pipeline = pipeline;
        this.deployments = deployments;
    }

    private interface Question {
        Object answer() throws UserProblem, IOException, ModelRefusedException, InterruptedException;
    }

    @Override
    public void addTo(Routes routes) {
        routes.get(
                "/models", Role.READ, context -> answer(context, () -> catalog().list()));
        routes.get(
                "/models/{version}",
                Role.READ,
                context -> answer(context, () -> catalog().details(known(context, "version"))));
        routes.get(
                "/models/{version}/compare/{other}",
                Role.READ,
                context ->
                        answer(context, () -> catalog().compare(known(context, "version"), known(context, "other"))));
        new RegistrationResource(pipeline).addTo(routes);
        routes.put("/models/{version}/aliases/{alias}", Role.OPERATE, context -> answer(context, () -> alias(context)));
        routes.get("/deployment", Role.READ, context -> json(context, DeploymentJson.bytes(deployments.deployment())));
        routes.post("/deployment", Role.OPERATE, changes.limit(this::deploy));
        routes.post("/deployment/rollback", Role.OPERATE, changes.limit(this::rollback));
        routes.post("/models/{version}/archive", Role.OPERATE, context -> answer(context, () -> archive(context)));
        routes.delete("/models/{version}", Role.OPERATE, context -> answer(context, () -> delete(context)));
    }

    private ModelCatalog catalog() throws UserProblem {
        return new ModelCatalog(pipeline, ModelVersions.registry(pipeline), deployments.deployment());
    }

    /** The version that a part of the path names, itself or by its alias. */
    private String known(Context context, String parameter) throws UserProblem {
        ModelCatalog catalog = catalog();
        String name = context.pathParam(parameter);
        String version = name.startsWith("@") ? catalog.aliases().getOrDefault(name.substring(1), name) : name;
        if (!catalog.versions().contains(version)) {
            throw RequestException.notFound("the version must be one of " + catalog.versions()
                    + ", or an alias of one after '@': was '" + ShownText.cut(name) + "'");
        }
        return version;
    }

    private void deploy(Context context) {
        ChangeRequest request;
        try {
            request = DeploymentJson.read(RequestBody.bytes(context), ChangeRequest.class);
        } catch (IllegalArgumentException invalid) {
            throw RequestException.bad(String.valueOf(invalid.getMessage()));
        }
        change(context, "deploy", request.reason(), request::step);
    }

    private void rollback(Context context) {
        change(context, "rollback", "", why -> before -> before.rolledBack(why));
    }

    private interface Steps {
        Operator.Step of(Change why);
    }

    private void change(Context context, String action, String reason, Steps steps) {
        answer(context, () -> {
            Change why = new Change("http from " + context.ip(), System.currentTimeMillis(), reason);
            TopicEnd end = TopicEnd.within(pipeline.http().limits().deadline());
            try (Operator operator = Operator.connect(pipeline, end)) {
                boolean dryRun = RequestQuery.isOn(context, "dry-run");
                Deployment after = operator.change(action, why, steps.of(why), !dryRun);
                return Map.of("revision", after.revision(), "written", !dryRun, "notes", operator.notes(after));
            }
        });
    }

    private Object alias(Context context) throws UserProblem, IOException, ModelRefusedException {
        String version = known(context, "version");
        store().alias(context.pathParam("alias"), version);
        return Map.of("alias", context.pathParam("alias"), "version", version);
    }

    private Object archive(Context context) throws UserProblem, IOException, ModelRefusedException {
        String version = unused(context);
        return Map.of("archived", store().archive(version).toString());
    }

    private Object delete(Context context) throws UserProblem, IOException, ModelRefusedException {
        String version = unused(context);
        store().delete(version);
        return Map.of("deleted", version);
    }

    private ModelStore store() throws UserProblem {
        return new ModelStore(pipeline.models().directory(), ModelVersions.registry(pipeline));
    }

    private String unused(Context context) throws UserProblem {
        String version = known(context, "version");
        List<String> uses = catalog().uses(version);
        if (!uses.isEmpty()) {
            throw RequestException.conflict(
                    "a version must not be in use for this: " + version + " is " + String.join(" and ", uses));
        }
        return version;
    }

    private static void answer(Context context, Question question) {
        try {
            Answer.json(context, 200, question.answer());
        } catch (UserProblem | IOException | ModelRefusedException impossible) {
            String message = String.valueOf(impossible.getMessage());
            throw impossible.getCause() instanceof TimeoutException
                    ? new RequestException(504, message)
                    : RequestException.conflict(message);
        } catch (KafkaException unread) {
            throw RequestException.unread("the control topic", unread);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw RequestException.unavailable("the pipeline is stopping");
        }
    }

    private static void json(Context context, byte[] written) {
        Answer.json(context, 200, written);
    }
}
