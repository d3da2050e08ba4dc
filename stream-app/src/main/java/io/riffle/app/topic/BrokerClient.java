package io.riffle.app.topic;

import io.riffle.app.process.UserProblem;
import io.riffle.config.Pipeline;
import io.riffle.topology.StreamsSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaFuture;

/** Asks a broker, waits for its answers, and finds out why none comes. */
public final class BrokerClient implements AutoCloseable {
    /** Brokers answer within milliseconds; from then on it is worth a look where they say that they are. */
    private static final int USUAL_SECONDS = 3;

    private static final int PATIENCE_SECONDS = 15;

    /** What is still asked when nobody waits for it any more would hold up the end of a command. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final Map<String, Object> settings;
    private final Admin admin;

    /** @param settings of an admin client */
    public BrokerClient(Map<String, Object> settings) {
        this.settings = Map.copyOf(settings);
        admin = Admin.create(settings);
    }

    /** One of a pipeline's broker. */
    public static BrokerClient of(Pipeline pipeline) {
        return new BrokerClient(new StreamsSettings(pipeline).admin());
    }

    public Admin admin() {
        return admin;
    }

    /**
     * The answer.
     *
     * @throws ExecutionException if the broker refuses
     * @throws UserProblem if none comes
     */
    public <T> T get(KafkaFuture<T> answer) throws ExecutionException, UserProblem, InterruptedException {
        try {
            return await(answer);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof org.apache.kafka.common.errors.TimeoutException) {
                throw new UserProblem(unanswered("no answer"), failed);
            }
            throw failed;
        } catch (TimeoutException silent) {
            throw new UserProblem(unanswered("no answer within " + PATIENCE_SECONDS + " s"), silent);
        }
    }

    private <T> T await(KafkaFuture<T> answer)
            throws ExecutionException, UserProblem, TimeoutException, InterruptedException {
        try {
            return answer.get(USUAL_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException unusual) {
            Optional<String> unreachable = new AdvertisedListeners(settings).problem();
            if (unreachable.isPresent()) {
                throw new UserProblem(unreachable.get() + "; asked at " + servers(), unusual);
            }
            return answer.get(PATIENCE_SECONDS - USUAL_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** What to say if nobody answers. */
    String unanswered(String found) {
        return "Kafka must answer at " + servers() + ": " + found;
    }

    @Override
    public void close() {
        admin.close(CLOSE_TIMEOUT);
    }

    private Object servers() {
        return settings.getOrDefault(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "");
    }
}
