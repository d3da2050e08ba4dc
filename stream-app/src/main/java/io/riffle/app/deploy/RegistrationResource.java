package io.riffle.app.deploy;

import io.javalin.http.Context;
import io.riffle.app.http.Answer;
import io.riffle.app.http.Operator;
import io.riffle.app.http.RequestBody;
import io.riffle.app.http.RequestException;
import io.riffle.app.http.RequestQuery;
import io.riffle.app.http.Resource;
import io.riffle.app.http.Role;
import io.riffle.app.http.Routes;
import io.riffle.app.process.UserProblem;
import io.riffle.config.Pipeline;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.folder.Sha256;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * {@code riffle models register} by HTTP: {@code POST /models/{version}} with a bare .onnx file as the body, at most
 * {@code models.max-bytes} of it. {@code ?dry-run=true} writes nothing, {@code ?name=} is the model's name if it is not
 * the pipeline's, {@code ?sha256=} what the file must hash to. 201 with the draft and what to fill in; 200 for a dry run;
 * 400 a name that is none, 409 a version that is there, 413 too large, 422 a file that is no model.
 */
final class RegistrationResource implements Resource {
    private final Pipeline pipeline;

    /** A model stands in memory while it is looked into, beside what scores the stream: one at a time. */
    private final Semaphore place = new Semaphore(1);

    RegistrationResource(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    @Override
    public void addTo(Routes routes) {
        routes.post("/models/{version}", Role.OPERATE, this::register);
    }

    private void register(Context context) throws UserProblem {
        if (!place.tryAcquire()) {
            throw RequestException.unavailable(
                    "one model must be registered after the other: another one is coming in");
        }
        try {
            boolean dryRun = RequestQuery.isOn(context, "dry-run");
            Registration.Result result = register(context, dryRun);
            Answer.json(context, dryRun ? 200 : 201, result.fields());
        } catch (IllegalArgumentException misnamed) {
            throw RequestException.bad(String.valueOf(misnamed.getMessage()));
        } catch (IOException taken) {
            throw RequestException.conflict(String.valueOf(taken.getMessage()));
        } catch (ModelRefusedException refused) {
            throw new RequestException(422, String.valueOf(refused.getMessage()));
        } finally {
            place.release();
        }
    }

    /** What can be refused without the file is refused before it is read. */
    private Registration.Result register(Context context, boolean dryRun)
            throws UserProblem, IOException, ModelRefusedException {
        Registration registration = new Registration(
                pipeline,
                context.pathParam("version"),
                Optional.ofNullable(context.queryParam("name")),
                GivenReference.NONE);
        byte[] bytes = RequestBody.file(context, registration.maxBytes());
        Operator.note(
                context,
                (dryRun ? "dry run of " : "") + "registering " + bytes.length + " bytes with sha256 "
                        + Sha256.of(bytes));
        NewModel model = NewModel.of(bytes, registration.maxBytes(), Optional.ofNullable(context.queryParam("sha256")));
        return dryRun ? registration.dryRun(model) : registration.add(model);
    }
}
