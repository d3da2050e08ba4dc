package io.riffle.app.report;

import io.riffle.app.topic.RecordType;
import io.riffle.app.topic.TopicTail;
import io.riffle.schema.StandingAlert;
import java.util.List;

/** The alerts that are not resolved, as far as the newest records of the alerts topic tell. Thread-safe. */
public final class Standing implements AutoCloseable {
    private static final int MOST = 20_000;

    private final TopicTail alerts;
    private final LatestAlerts latest = new LatestAlerts();

    public Standing(TopicTail alerts) {
        this.alerts = alerts;
    }

    public synchronized List<StandingAlert> open() {
        alerts.read(MOST, record -> RecordType.ALERT.read(record).ifPresent(latest::add));
        latest.forgetResolved();
        return latest.all();
    }

    @Override
    public void close() {
        alerts.close();
    }
}
