package io.riffle.app.run;

import io.riffle.app.explain.ExplainResource;
import io.riffle.app.explain.Explainer;
import io.riffle.app.explain.ScorerUse;
import io.riffle.app.grpc.GrpcServer;
import io.riffle.app.http.HealthSource;
import io.riffle.app.http.PeerTrust;
import io.riffle.app.http.Resource;
import io.riffle.app.inference.EntityHistories;
import io.riffle.app.inference.FewPeers;
import io.riffle.app.inference.HistoriesResource;
import io.riffle.app.inference.HttpHistoryPeers;
import io.riffle.app.inference.Inference;
import io.riffle.app.inference.InferenceResource;
import io.riffle.app.inference.PredictResource;
import io.riffle.app.inference.Predictions;
import io.riffle.app.inference.StreamHistories;
import io.riffle.app.process.UserProblem;
import io.riffle.config.HttpConfig;
import io.riffle.config.Pipeline;
import io.riffle.metrics.micrometer.PrometheusMetrics;
import io.riffle.topology.ScoringTopology;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

/** What a running pipeline scores on request, beside the stream. */
final class ScoresOnRequest implements AutoCloseable {
    private final Inference inference;
    private final Predictions predictions;
    private final Optional<StreamHistories> histories;
    private final ExplainResource explain;
    private final HealthSource health;
    private final Optional<GrpcServer> grpc;

    private ScoresOnRequest(
            Inference inference,
            Predictions predictions,
            Optional<StreamHistories> histories,
            ExplainResource explain,
            HealthSource health,
            Optional<GrpcServer> grpc) {
        this.inference = inference;
        this.predictions = predictions;
        this.histories = histories;
        this.explain = explain;
        this.health = health;
        this.grpc = grpc;
    }

    /** @param streams which keep the histories; need not be started */
    static ScoresOnRequest open(
            Pipeline pipeline,
            AppAdapters adapters,
            KafkaStreams streams,
            PrometheusMetrics metrics,
            HealthSource health)
            throws UserProblem {
        Optional<StreamHistories> histories =
                pipeline.history().windows().isEmpty() ? Optional.empty() : Optional.of(histories(pipeline, streams));
        Pipeline asked = pipeline.inJson();
        Predictions predictions = new Predictions(
                asked,
                new ScoringTopology(asked, adapters.asked()),
                histories.map(EntityHistories.class::cast).orElse(EntityHistories.NONE),
                metrics.serving());
        Inference inference = new Inference(pipeline, adapters.deployments(), metrics.serving());
        Explainer explainer = new Explainer(pipeline, ScorerUse.running(adapters.deployments()));
        ExplainResource explain =
                new ExplainResource(explainer, pipeline.http().limits().deadline());
        return new ScoresOnRequest(
                inference, predictions, histories, explain, health, grpc(pipeline.http(), inference, health));
    }

    private static Optional<GrpcServer> grpc(HttpConfig http, Inference inference, HealthSource health)
            throws UserProblem {
        if (http.grpcPort().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(GrpcServer.start(http, http.grpcPort().get(), inference, health));
        } catch (IOException unusable) {
            throw new UserProblem(String.valueOf(unusable.getMessage()), unusable);
        }
    }

    private static StreamHistories histories(Pipeline pipeline, KafkaStreams streams) throws UserProblem {
        HttpConfig http = pipeline.http();
        try {
            @Nullable
            SSLContext tls = http.tls().isPresent() ? PeerTrust.of(http.tls().get()) : null;
            FewPeers peers = new FewPeers(new HttpHistoryPeers(tls));
            return new StreamHistories(streams, http.endpoint(), peers);
        } catch (IOException unusable) {
            throw new UserProblem(String.valueOf(unusable.getMessage()), unusable);
        }
    }

    List<Resource> resources() {
        List<Resource> resources = new ArrayList<>();
        resources.add(new InferenceResource(inference, health));
        resources.add(new PredictResource(predictions));
        resources.add(explain);
        histories.ifPresent(kept -> resources.add(new HistoriesResource(kept)));
        return resources;
    }

    @Override
    public void close() {
        grpc.ifPresent(GrpcServer::close);
        predictions.close();
        inference.close();
    }
}
