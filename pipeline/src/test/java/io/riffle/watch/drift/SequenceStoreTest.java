package io.riffle.watch.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.config.DriftDetector;
import io.riffle.schema.AlertSubject;
import io.riffle.schema.Severity;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class SequenceStoreTest {
    private static final Standardised CENTS = new Standardised(1, 1_000, 200);
    private static final Standardised EUROS = new Standardised(1, 10, 2);
    private static final long LASTS = 1_000_000;

    private final KeyValueStore<Bytes, byte[]> store =
            Stores.inMemoryKeyValueStore("detectors").get();
    private SequenceStore detectors = restarted();
    private long time;

    private SequenceStore restarted() {
        return new SequenceStore(store, 0, LASTS);
    }

    /** Each row counts towards a change, wherever the task moves; what is shown is a change of the mean of the 51st. */
    @Test
    void detector_goesOn_overARestartOnTheSameScale() {
        assertThat(changes(CENTS, 1_000, 500, false)).isZero();
        detectors = restarted();
        assertThat(changes(CENTS, 1_400, 100, false)).isPositive();
    }

    /** A version that was registered again with another profile: its values only seem to have changed. */
    @Test
    void detector_beginsAnew_whenTheScaleIsAnother() {
        for (boolean restart : new boolean[] {true, false}) {
            assertThat(changes(CENTS, 1_400, 500, false)).isZero();
            detectors = restart ? restarted() : detectors;
            assertThat(changes(EUROS, 10, 500, false)).isZero();
            assertThat(changes(CENTS, 1_400, 500, false)).isZero();
        }
    }

    /** Else the alert that was raised would stand for ever. */
    @Test
    void finding_isResolved_whenTheScaleBecameAnother() {
        changes(CENTS, 1_000, 500, false);
        assertThat(changes(CENTS, 1_400, 100, true)).isPositive();
        time += LASTS;
        detectors = restarted();
        SequenceWatch watch = detectors.watch(subject(), DriftDetector.PAGE_HINKLEY, EUROS);
        watch.add(EUROS.of(10), time);
        assertThat(watch.signal(false))
                .hasValueSatisfying(
                        signal -> assertThat(signal.finding().severity()).isEqualTo(Severity.NONE));
    }

    private int changes(Standardised scale, double value, int rows, boolean stop) {
        int changes = 0;
        for (int row = 0; row < rows && !(stop && changes > 0); row++) {
            SequenceWatch watch = detectors.watch(subject(), DriftDetector.PAGE_HINKLEY, scale);
            boolean changed = watch.add(scale.of(value), time++);
            watch.signal(changed);
            changes += changed ? 1 : 0;
            detectors.save(subject(), watch);
        }
        return changes;
    }

    private AlertSubject subject() {
        return detectors.subject("1", "champion", "amount", DriftDetector.PAGE_HINKLEY);
    }
}
