package io.riffle.decode;

import io.riffle.config.event.DuplicatesConfig;
import io.riffle.config.event.EnvelopeConfig;
import io.riffle.config.event.EnvelopeConfig.Arrays;
import io.riffle.config.event.EnvelopeConfig.Carrier;
import io.riffle.config.event.EnvelopeConfig.ChangeTime;
import io.riffle.config.event.EnvelopeConfig.Changes;
import io.riffle.config.event.EnvelopeConfig.Compression;
import io.riffle.config.event.EnvelopeConfig.Fate;
import io.riffle.config.event.EnvelopeConfig.Kind;
import io.riffle.config.event.EventConfig;
import io.riffle.config.event.EventLayout;
import io.riffle.config.event.EventTimeConfig;
import io.riffle.config.event.EventTimeConfig.TimeUnit;
import io.riffle.config.event.FieldConfig;
import io.riffle.feature.FeatureType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** Events with the fields {@code id}, {@code customer}, {@code at} and {@code amount}, in declared envelopes. */
final class EnvelopeHarness {
    static final int MAX_BYTES = 10_000;

    private Kind kind = Kind.NONE;
    private Optional<String> payloadIn = Optional.empty();
    private Changes changes = Changes.DEFAULT;
    private Carrier carrier = Carrier.DEFAULT;
    private EventTimeConfig time = time(Optional.of("at"), TimeUnit.MS);

    static EnvelopeHarness of(Kind kind) {
        EnvelopeHarness harness = new EnvelopeHarness();
        harness.kind = kind;
        return harness;
    }

    static EnvelopeHarness payloadIn(String path) {
        return of(Kind.NONE).in(path);
    }

    EnvelopeHarness in(String path) {
        payloadIn = Optional.of(path);
        return this;
    }

    EnvelopeHarness decimals(Map<String, Integer> decimals) {
        changes = new Changes(changes.deletes(), changes.time(), decimals);
        return this;
    }

    EnvelopeHarness deletes(Fate fate) {
        changes = new Changes(fate, changes.time(), changes.decimals());
        return this;
    }

    /** No field is the event time. */
    EnvelopeHarness changeTime(ChangeTime of) {
        changes = new Changes(changes.deletes(), of, changes.decimals());
        time = time(Optional.empty(), TimeUnit.MS);
        return this;
    }

    EnvelopeHarness unit(TimeUnit unit) {
        time = time(Optional.of("at"), unit);
        return this;
    }

    EnvelopeHarness split() {
        carrier = new Carrier(Arrays.SPLIT, carrier.compression(), carrier.tombstones());
        return this;
    }

    EnvelopeHarness gzip() {
        carrier = new Carrier(carrier.arrays(), Compression.GZIP, carrier.tombstones());
        return this;
    }

    EnvelopeHarness tombstones(Fate fate) {
        carrier = new Carrier(carrier.arrays(), carrier.compression(), fate);
        return this;
    }

    EventConfig config() {
        return new EventConfig(
                new EventConfig.Identity("id", "customer", time),
                false,
                MAX_BYTES,
                EventLayout.PLAIN.with(new EnvelopeConfig(kind, payloadIn, changes, carrier)),
                DuplicatesConfig.DEFAULT,
                List.of(
                        EventConfigs.number("amount", FeatureType.NUMBER, true, 0, 1e9, 1e9),
                        FieldConfig.of("shop", FeatureType.CATEGORY)));
    }

    DecodeHarness open() {
        return new DecodeHarness(config());
    }

    static String event(String id) {
        return "{\"id\":\"" + id + "\",\"customer\":\"c-" + id + "\",\"at\":" + DecodeHarness.NOW + ",\"amount\":5}";
    }

    /** As text inside of JSON. */
    static String quoted(String json) {
        return '"' + json.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    static byte[] gzip(String value) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream stream = new GZIPOutputStream(packed)) {
            stream.write(value.getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }

    private static EventTimeConfig time(Optional<String> field, TimeUnit unit) {
        return new EventTimeConfig(field, unit, Optional.empty(), Optional.empty());
    }
}
