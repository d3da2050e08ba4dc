package io.riffle.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.config.event.DuplicatesConfig;
import io.riffle.config.event.EventConfig;
import io.riffle.config.event.EventLayout;
import io.riffle.config.event.EventTimeConfig;
import io.riffle.config.event.FieldConfig;
import io.riffle.config.event.ImageConfig;
import io.riffle.config.event.Limits;
import io.riffle.deadletter.Rejection;
import io.riffle.feature.FeatureType;
import io.riffle.frame.FrameRow;
import io.riffle.frame.SourcePosition;
import io.riffle.schema.DeadLetterReason;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import javax.imageio.ImageIO;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images in events: as base64, by name, or as the whole value of a record. */
class EventImagesTest {
    private static final int MAX_BYTES = 2000;
    private static final OptionalDouble NONE = OptionalDouble.empty();
    private static final EventTimeConfig TIME =
            new EventTimeConfig(Optional.of("at"), EventTimeConfig.TimeUnit.MS, Optional.empty(), Optional.empty());

    @TempDir
    private Path outside;

    private Path folder;
    private byte[] image;

    @BeforeEach
    void write() throws IOException {
        image = png(8, 6);
        folder = Files.createDirectories(outside.resolve("photos"));
        Files.createDirectories(folder.resolve("day"));
        Files.write(folder.resolve("day/a.png"), image);
        Files.write(outside.resolve("secret.png"), image);
    }

    @Test
    void image_isDecodedFromBase64_orADataUrl() {
        DecodeHarness harness = harness(Optional.empty());
        String base64 = Base64.getEncoder().encodeToString(image);
        assertThat(harness.decode(event("\"" + base64 + "\""))).isEmpty();
        assertThat(harness.decode(event("\"data:image/png;base64," + base64 + "\"")))
                .isEmpty();
        assertThat(harness.decode(event("null"))).isEmpty();
        assertThat(harness.image("photo", 0)).isEqualTo(image);
        assertThat(harness.image("photo", 1)).isEqualTo(image);
        assertThat(harness.image("photo", 2)).isNull();
    }

    @Test
    void image_isRefused_whenItIsNone() throws IOException {
        DecodeHarness harness = harness(Optional.empty());
        assertRefused(harness, event("7"), DeadLetterReason.WRONG_TYPE, "photo must be text: was 7");
        assertRefused(
                harness, event("\"%%%\""), DeadLetterReason.INVALID_IMAGE, "photo must be an image in base64: Illegal");
        assertRefused(
                harness,
                event("\"" + Base64.getEncoder().encodeToString("<svg/>".getBytes(StandardCharsets.UTF_8)) + "\""),
                DeadLetterReason.INVALID_IMAGE,
                "photo must be PNG, JPEG, GIF, WebP or BMP: starts with '<svg/>'");
        assertRefused(
                harness,
                event("\"" + Base64.getEncoder().encodeToString(png(200, 200)) + "\""),
                DeadLetterReason.IMAGE_TOO_LARGE,
                "photo must have at most 1000 pixels (max-pixels): declares 200 x 200");
        assertRefused(
                harness,
                event("\"" + "A".repeat(4000) + "\""),
                DeadLetterReason.IMAGE_TOO_LARGE,
                "photo must have at most 2000 bytes (max-bytes): has about 2998");
    }

    @Test
    void image_isReadFromItsFolder_whenEventsNameIt() throws IOException {
        Files.createSymbolicLink(folder.resolve("link.png"), folder.resolve("day/a.png"));
        DecodeHarness harness = harness(Optional.of(folder));
        assertThat(harness.decode(event("\"day/a.png\""))).isEmpty();
        assertThat(harness.decode(event("\"./day/../day/a.png\""))).isEmpty();
        assertThat(harness.decode(event("\"link.png\""))).isEmpty();
        for (int row = 0; row < 3; row++) {
            assertThat(harness.image("photo", row)).isEqualTo(image);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../secret.png",
                "day/../../secret.png",
                "/etc/passwd",
                "out.png",
                "out/secret.png",
                "day",
                "",
                " ",
                "none.png",
                "day/a.png/x",
                "a\\u0000.png",
                "/dev/zero",
                "big.png"
            })
    void name_isRefused_whereverElseItLeads(String name) throws IOException {
        Files.createSymbolicLink(folder.resolve("out.png"), outside.resolve("secret.png"));
        Files.createSymbolicLink(folder.resolve("out"), outside);
        Files.write(folder.resolve("big.png"), new byte[MAX_BYTES + 1]);
        DecodeHarness harness = harness(Optional.of(folder));
        Optional<Rejection> rejection = harness.decode(event("\"" + name + "\""));
        assertThat(rejection).hasValueSatisfying(refused -> {
            assertThat(refused.message()).startsWith("photo must ");
            assertThat(refused.reason())
                    .isEqualTo(
                            name.equals("big.png") ? DeadLetterReason.IMAGE_TOO_LARGE : DeadLetterReason.INVALID_IMAGE);
        });
    }

    /** An unmounted volume concerns all events: they must stay in the topic. */
    @Test
    void decode_stops_whenTheFolderIsAway() {
        DecodeHarness harness = harness(Optional.of(outside.resolve("unmounted")));
        assertThatThrownBy(() -> harness.decode(event("\"a.png\"")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("the folder of photo must be readable");
    }

    @Test
    void value_isTheImage_andHeadersSayTheRest() {
        DecodeHarness harness = new DecodeHarness(config(Optional.empty(), Optional.of("photo")));
        Headers named = headers("id", "e1", "camera", "gate-1", "at", "1736121600000");
        Headers cloudEvent =
                headers("ce_specversion", "1.0", "ce_id", "e2", "ce_time", "2025-01-06T00:00:01Z", "camera", "gate-1");
        assertThat(harness.decode(row("gate-9", named))).isEmpty();
        assertThat(harness.decode(row("gate-2", cloudEvent))).isEmpty();
        assertThat(harness.decode(row("gate-3", headers("at", "5")))).isEmpty();
        assertThat(harness.frame.eventId(0)).isEqualTo("e1");
        assertThat(harness.frame.entity(0)).isEqualTo("gate-1");
        assertThat(harness.frame.eventTime(0)).isEqualTo(1_736_121_600_000L);
        assertThat(harness.frame.eventId(1)).isEqualTo("e2");
        assertThat(harness.frame.eventTime(1)).isEqualTo(1_736_121_601_000L);
        assertThat(harness.frame.eventId(2)).isEqualTo("events-1-7");
        assertThat(harness.frame.entity(2)).isEqualTo("gate-3");
        for (int row = 0; row < 3; row++) {
            assertThat(harness.image("photo", row)).isEqualTo(image);
        }
    }

    @Test
    void value_isRefused_whenAnythingIsWrong() {
        DecodeHarness harness = new DecodeHarness(config(Optional.empty(), Optional.of("photo")));
        Headers right = headers("id", "e1", "at", "7");
        assertReason(harness.decode(row(null, right)), DeadLetterReason.MISSING_FIELD);
        assertReason(harness.decode(row("c", headers("id", "e1"))), DeadLetterReason.MISSING_FIELD);
        assertReason(harness.decode(row("c", headers("at", "now"))), DeadLetterReason.WRONG_TYPE);
        assertReason(harness.decode(row("c", headers("id", "a\nb", "at", "7"))), DeadLetterReason.MALFORMED);
        image = new byte[] {'{', '}'};
        assertReason(harness.decode(row("c", right)), DeadLetterReason.INVALID_IMAGE);
        image = new byte[0];
        assertReason(harness.decode(row("c", right)), DeadLetterReason.MALFORMED);
    }

    private FrameRow row(String key, Headers headers) {
        byte[] bytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        return FrameRow.of(new SourcePosition("events", 1, 7), DecodeHarness.NOW, bytes, image, headers);
    }

    private static Headers headers(String... namesAndValues) {
        Headers headers = new RecordHeaders();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(namesAndValues[i], namesAndValues[i + 1].getBytes(StandardCharsets.UTF_8));
        }
        return headers;
    }

    private static DecodeHarness harness(Optional<Path> folder) {
        return new DecodeHarness(config(folder, Optional.empty()));
    }

    private static EventConfig config(Optional<Path> folder, Optional<String> value) {
        FieldConfig photo = new FieldConfig(
                "photo",
                FeatureType.IMAGE,
                false,
                Limits.NONE,
                Limits.NONE,
                FieldConfig.Categories.ANY,
                1,
                new ImageConfig(MAX_BYTES, 1000, folder));
        return new EventConfig(
                new EventConfig.Identity("id", "camera", TIME),
                false,
                100_000,
                EventLayout.PLAIN.withValue(value),
                DuplicatesConfig.DEFAULT,
                List.of(photo));
    }

    private static String event(String photo) {
        return "{\"id\":\"e\",\"camera\":\"c\",\"at\":" + DecodeHarness.NOW + ",\"photo\":" + photo + "}";
    }

    private static void assertRefused(DecodeHarness harness, String event, DeadLetterReason reason, String message) {
        Optional<Rejection> rejection = harness.decode(event);
        assertReason(rejection, reason);
        assertThat(rejection)
                .hasValueSatisfying(refused -> assertThat(refused.message()).startsWith(message));
    }

    private static void assertReason(Optional<Rejection> rejection, DeadLetterReason reason) {
        assertThat(rejection).map(Rejection::reason).contains(reason);
    }

    private static byte[] png(int width, int height) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", bytes);
        return bytes.toByteArray();
    }
}
