package io.riffle.app.alerts;

import io.riffle.app.topic.RecordType;
import io.riffle.config.Pipeline;
import io.riffle.config.WebhookConfig;
import io.riffle.metrics.AlertMetrics;
import io.riffle.topology.StreamsSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the alerts topic in a group that all instances share, so that each alert is sent by one of them, on a thread of its
 * own: the stream knows nothing of it. Offsets are committed when nothing waits any more; what a crash leaves unsent is
 * read again by another instance.
 */
final class Webhook implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Webhook.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration STOP = Duration.ofSeconds(10);

    /** A first start tells what stands since an hour, not what stood last year. */
    private static final Duration LOOK_BACK = Duration.ofHours(1);

    private final WebhookSender sender;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread thread = new Thread(this::run, "webhook");
    private volatile boolean stopping;
    private boolean uncommitted;

    Webhook(Pipeline pipeline, WebhookConfig config, AlertMetrics metrics) {
        sender = new WebhookSender(config, metrics, System::nanoTime);
        Map<String, Object> settings = new StreamsSettings(pipeline).reader();
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, pipeline.name() + "-webhook");
        // Where the listener below fails, or an offset is gone.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "by_duration:" + LOOK_BACK);
        // As in the stream: what a dead instance did not send is sent by another one after 10 s, not 45 s.
        settings.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
        settings.putIfAbsent(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 3_000);
        consumer = new KafkaConsumer<>(settings);
        consumer.subscribe(
                List.of(pipeline.topics().alerts()),
                new FirstPositions(consumer, LOOK_BACK, System::currentTimeMillis));
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        while (!stopping) {
            try {
                step();
            } catch (WakeupException asked) {
                LOG.debug("the webhook is no longer served");
            } catch (RuntimeException failure) {
                LOG.error("the webhook must be served; trying again: {}", failure.getMessage(), failure);
                pause();
            } catch (InterruptedException asked) {
                stopping = true;
            }
        }
    }

    private void step() throws InterruptedException {
        consumer.poll(POLL).forEach(record -> {
            RecordType.ALERT.read(record).ifPresent(sender::add);
            uncommitted = true;
        });
        sender.work();
        if (uncommitted && sender.isEmpty()) {
            consumer.commitAsync();
            uncommitted = false;
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException asked) {
            stopping = true;
        }
    }

    @Override
    public void close() {
        stopping = true;
        consumer.wakeup();
        try {
            thread.join(STOP.toMillis());
            if (!thread.isAlive()) {
                consumer.close();
            }
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }
}
