package io.riffle.app.grpc;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.riffle.app.http.HealthSource;
import io.riffle.app.http.RequestException;
import io.riffle.app.inference.InferRequest;
import io.riffle.app.inference.Inference;
import io.riffle.app.inference.ModelView;
import io.riffle.app.inference.ServedVersion;
import io.riffle.app.process.RiffleVersion;
import io.riffle.inference.v2.GRPCInferenceServiceGrpc.GRPCInferenceServiceImplBase;
import io.riffle.inference.v2.ModelInferRequest;
import io.riffle.inference.v2.ModelInferResponse;
import io.riffle.inference.v2.ModelMetadataRequest;
import io.riffle.inference.v2.ModelMetadataResponse;
import io.riffle.inference.v2.ModelMetadataResponse.TensorMetadata;
import io.riffle.inference.v2.ModelReadyRequest;
import io.riffle.inference.v2.ModelReadyResponse;
import io.riffle.inference.v2.ModelStreamInferResponse;
import io.riffle.inference.v2.RepositoryIndexRequest;
import io.riffle.inference.v2.RepositoryIndexResponse;
import io.riffle.inference.v2.ServerLiveRequest;
import io.riffle.inference.v2.ServerLiveResponse;
import io.riffle.inference.v2.ServerMetadataRequest;
import io.riffle.inference.v2.ServerMetadataResponse;
import io.riffle.inference.v2.ServerReadyRequest;
import io.riffle.inference.v2.ServerReadyResponse;
import io.riffle.scoring.TensorShape;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The service of the protocol, on the same {@link Inference} as HTTP. */
final class InferenceService extends GRPCInferenceServiceImplBase {
    private static final Logger LOG = LoggerFactory.getLogger(InferenceService.class);

    private final Inference inference;
    private final HealthSource health;

    InferenceService(Inference inference, HealthSource health) {
        this.inference = inference;
        this.health = health;
    }

    @Override
    public void serverLive(ServerLiveRequest request, StreamObserver<ServerLiveResponse> answer) {
        answer(
                answer,
                () -> ServerLiveResponse.newBuilder()
                        .setLive(health.live().up())
                        .build());
    }

    @Override
    public void serverReady(ServerReadyRequest request, StreamObserver<ServerReadyResponse> answer) {
        answer(
                answer,
                () -> ServerReadyResponse.newBuilder()
                        .setReady(health.ready().up())
                        .build());
    }

    @Override
    public void serverMetadata(ServerMetadataRequest request, StreamObserver<ServerMetadataResponse> answer) {
        answer(
                answer,
                () -> ServerMetadataResponse.newBuilder()
                        .setName("riffle")
                        .setVersion(RiffleVersion.NUMBER)
                        .addAllExtensions(Inference.EXTENSIONS)
                        .build());
    }

    @Override
    public void repositoryIndex(RepositoryIndexRequest request, StreamObserver<RepositoryIndexResponse> answer) {
        answer(answer, () -> {
            RepositoryIndexResponse.Builder index = RepositoryIndexResponse.newBuilder();
            for (ServedVersion served : inference.served()) {
                index.addModels(RepositoryIndexResponse.ModelIndex.newBuilder()
                        .setName(served.model())
                        .setVersion(served.version())
                        .setState(ServedVersion.STATE));
            }
            return index.build();
        });
    }

    /** A model that is not in use is not ready: that is an answer, not an error. */
    @Override
    public void modelReady(ModelReadyRequest request, StreamObserver<ModelReadyResponse> answer) {
        answer(
                answer,
                () -> ModelReadyResponse.newBuilder()
                        .setReady(inUse(request.getName(), request.getVersion()))
                        .build());
    }

    private boolean inUse(String model, String version) {
        try {
            inference.describe(model, version);
            return true;
        } catch (RequestException unknown) {
            return false;
        }
    }

    @Override
    public void modelMetadata(ModelMetadataRequest request, StreamObserver<ModelMetadataResponse> answer) {
        answer(answer, () -> {
            ModelView model = inference.describe(request.getName(), request.getVersion());
            return ModelMetadataResponse.newBuilder()
                    .setName(model.name())
                    .addAllVersions(model.versions())
                    .setPlatform(ModelView.PLATFORM)
                    .addAllInputs(shapes(model.inputs()))
                    .addAllOutputs(shapes(model.outputs()))
                    .build();
        });
    }

    private static List<TensorMetadata> shapes(List<TensorShape> shapes) {
        return shapes.stream()
                .map(shape -> TensorMetadata.newBuilder()
                        .setName(shape.name())
                        .setDatatype(shape.type().protocolName())
                        .addAllShape(shape.dimensions())
                        .build())
                .toList();
    }

    @Override
    public void modelInfer(ModelInferRequest request, StreamObserver<ModelInferResponse> answer) {
        answer(answer, () -> infer(request));
    }

    private ModelInferResponse infer(ModelInferRequest request) {
        InferRequest question = GrpcMessages.request(request);
        return GrpcMessages.response(
                inference.infer(request.getModelName(), request.getModelVersion(), question), question.form());
    }

    @Override
    public StreamObserver<ModelInferRequest> modelStreamInfer(StreamObserver<ModelStreamInferResponse> answers) {
        return new StreamObserver<>() {
            @Override
            public void onNext(ModelInferRequest request) {
                answers.onNext(streamed(request));
            }

            @Override
            public void onError(Throwable gone) {
                LOG.debug("a client has left its stream: {}", gone.getMessage());
            }

            @Override
            public void onCompleted() {
                answers.onCompleted();
            }
        };
    }

    private ModelStreamInferResponse streamed(ModelInferRequest request) {
        try {
            return ModelStreamInferResponse.newBuilder()
                    .setInferResponse(infer(request))
                    .build();
        } catch (RequestException refused) {
            return ModelStreamInferResponse.newBuilder()
                    .setErrorMessage(String.valueOf(refused.getMessage()))
                    .setInferResponse(ModelInferResponse.newBuilder().setId(request.getId()))
                    .build();
        }
    }

    private static <A> void answer(StreamObserver<A> observer, Supplier<A> work) {
        try {
            observer.onNext(work.get());
            observer.onCompleted();
        } catch (RequestException refused) {
            observer.onError(Statuses.of(refused).asRuntimeException());
        } catch (RuntimeException defect) {
            LOG.error("a call must be answered: {}", defect.getMessage(), defect);
            observer.onError(Status.INTERNAL.withDescription("internal error").asRuntimeException());
        }
    }
}
