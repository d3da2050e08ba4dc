package io.riffle.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.riffle.ReferenceData;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecoderTest {
    private final ImageDecoder decoder = new ImageDecoder(new ImageLimits(1 << 20, 1 << 20));

    @ParameterizedTest
    @CsvSource({
        "empty.png, 'must be PNG, JPEG, GIF, WebP or BMP: is empty'",
        "truncated.png, 'must be complete: the PNG ends after 1679 bytes'",
        "text.png, must be PNG",
        "wrong_crc.png, must be undamaged: a check sum of the PNG is wrong",
        "huge_declared.png, 'must have at most 1048576 pixels (max-pixels): declares 60000 x 60000'",
        "zero_width.png, must be a readable PNG",
        "bomb.png, 'must have at most 1048576 pixels (max-pixels): declares 20000 x 20000'",
        "truncated.jpg, must be complete: the JPEG ends after 8354 bytes",
        "svg.svg, 'must be PNG, JPEG, GIF, WebP or BMP: starts with '",
    })
    void decode_refusesTheBrokenImage(String file, String message) throws Exception {
        byte[] bytes = Files.readAllBytes(ReferenceData.file("images/broken/" + file));
        InvalidImageException refusal = catchThrowableOfType(InvalidImageException.class, () -> decoder.decode(bytes));
        assertThat(refusal).hasMessageStartingWith(message);
        assertThat(refusal.isTooLarge()).isEqualTo(message.contains("at most"));
        // The next image gets a reader that knows nothing of this one.
        assertThat(decoder.decode(encoded("png", 3, 2)).width()).isEqualTo(3);
    }

    /** 400 million pixels would take 50 MB at least; the header takes a few kilobytes. */
    @Test
    void decode_allocatesNothingToSpeakOf_whereAnImageDeclaresTooMuch() throws Exception {
        byte[] bomb = Files.readAllBytes(ReferenceData.file("images/broken/bomb.png"));
        com.sun.management.ThreadMXBean threads =
                (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        assertThatThrownBy(() -> decoder.decode(bomb)).isInstanceOf(InvalidImageException.class);
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThatThrownBy(() -> decoder.decode(bomb)).isInstanceOf(InvalidImageException.class);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1 << 20);
    }

    @Test
    void decode_refusesMoreBytesThanAllowed() throws Exception {
        byte[] image = encoded("png", 30, 30);
        InvalidImageException refusal = catchThrowableOfType(
                InvalidImageException.class, () -> new ImageDecoder(new ImageLimits(50, 1000)).decode(image));
        assertThat(refusal)
                .hasMessage("must have at most 50 bytes (max-bytes): has " + image.length)
                .matches(InvalidImageException::isTooLarge);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "gif", "bmp"})
    void decode_readsEveryPixel_whateverTheFormat(String format) throws Exception {
        assertPattern(decoder.decode(encoded(format, 7, 5)), 0);
    }

    /** Written by libwebp: the first without loss, the second with. */
    @Test
    void decode_readsWebp() throws Exception {
        Base64.Decoder base64 = Base64.getDecoder();
        String exact = "UklGRi4AAABXRUJQVlA4TCEAAAAvBgABAJmM6H9sIqL/AYVsI0DHdP54v8GgDFlMAESSXAAA";
        String lossy = "UklGRmgAAABXRUJQVlA4IFwAAADwAgCdASoHAAUAAMASJbACdLoB+AFGAtQD9AAOzWvKiAD+/i5eP3iv/Xex3QO8Bt"
                + "SaCunTf/GH86xf+jff1hj9eyj/8jhk+Yz/gxUOh8gpf8Prpvy9d+78RgAAAA==";
        assertPattern(decoder.decode(base64.decode(exact)), 0);
        PixelRows image = decoder.decode(base64.decode(lossy));
        assertThat(image.width()).isEqualTo(7);
        assertThat(image.height()).isEqualTo(5);
        byte[] half = Arrays.copyOf(base64.decode(lossy), 60);
        assertThatThrownBy(() -> decoder.decode(half)).hasMessage("must be complete: the WebP ends after 60 bytes");
    }

    /** A red and a blue corner of the stored pixels, and where they are when the image is upright. */
    @ParameterizedTest
    @CsvSource({
        "1, top left, top right",
        "2, top right, top left",
        "3, bottom right, bottom left",
        "4, bottom left, bottom right",
        "5, top left, bottom left",
        "6, top right, bottom right",
        "7, bottom right, top right",
        "8, bottom left, top left",
        "9, top left, top right",
    })
    void decode_turnsJpegsUpright(int orientation, String red, String blue) throws Exception {
        PixelRows image = decoder.decode(withOrientation(corners(), orientation));
        boolean turned = orientation >= 5 && orientation <= 8;
        assertThat(image.width()).isEqualTo(turned ? 32 : 48);
        assertThat(image.height()).isEqualTo(turned ? 48 : 32);
        assertThat(pixel(image, red)[0]).isGreaterThan(200);
        assertThat(pixel(image, red)[2]).isLessThan(50);
        assertThat(pixel(image, blue)[2]).isGreaterThan(200);
        assertThat(pixel(image, blue)[0]).isLessThan(50);
    }

    private static float[] pixel(PixelRows image, String corner) {
        float[] row = new float[image.width() * 3];
        image.read(corner.startsWith("top") ? 0 : image.height() - 1, row);
        int at = corner.endsWith("left") ? 0 : row.length - 3;
        return Arrays.copyOfRange(row, at, at + 3);
    }

    private static byte[] corners() throws IOException {
        BufferedImage image = new BufferedImage(48, 32, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 16; y++) {
            for (int x = 0; x < 48; x++) {
                image.setRGB(x, y, x < 16 ? 0xff0000 : x < 32 ? 0 : 0x0000ff);
            }
        }
        return written(image, "jpg");
    }

    /** Puts the smallest EXIF segment behind the start mark. */
    private static byte[] withOrientation(byte[] jpeg, int orientation) {
        ByteBuffer exif = ByteBuffer.allocate(jpeg.length + 36);
        exif.put(jpeg, 0, 2).putShort((short) 0xffe1).putShort((short) 34);
        exif.put("Exif\0\0MM".getBytes(StandardCharsets.US_ASCII))
                .putShort((short) 42)
                .putInt(8);
        exif.putShort((short) 1).putShort((short) 0x0112).putShort((short) 3).putInt(1);
        exif.putShort((short) orientation).putShort((short) 0).putInt(0);
        return exif.put(jpeg, 2, jpeg.length - 2).array();
    }

    private static void assertPattern(PixelRows image, float tolerance) {
        float[] row = new float[7 * 3];
        for (int y = 0; y < 5; y++) {
            image.read(y, row);
            for (int x = 0; x < 7; x++) {
                assertThat(new float[] {row[x * 3], row[x * 3 + 1], row[x * 3 + 2]})
                        .containsExactly(new float[] {x * 40, y * 50, 100}, within(tolerance));
            }
        }
    }

    /** Whatever is cut off or changed, the answer is an image or a refusal, and never another exception. */
    @ParameterizedTest
    @ValueSource(strings = {"png", "gif", "bmp", "jpg"})
    void decode_survivesDamage_whereverItIs(String format) throws Exception {
        byte[] whole = encoded(format, 40, 30);
        Random random = new Random(5);
        for (int i = 0; i < 300; i++) {
            byte[] damaged = Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
            for (int change = random.nextInt(4); change > 0; change--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                PixelRows image = decoder.decode(damaged);
                image.read(image.height() - 1, new float[image.width() * 3]);
            } catch (InvalidImageException refused) {
                assertThat(refused.text()).startsWith("must ").hasSizeLessThan(200);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "gif", "bmp", "jpg"})
    void decode_refusesTheFirstHalf(String format) throws Exception {
        byte[] whole = encoded(format, 40, 30);
        byte[] half = Arrays.copyOf(whole, whole.length / 2);
        assertThat(catchThrowableOfType(InvalidImageException.class, () -> decoder.decode(half)))
                .isNotNull();
    }

    private static byte[] encoded(String format, int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, (x * 40 % 256) << 16 | (y * 50 % 256) << 8 | 100);
            }
        }
        return written(image, format);
    }

    private static byte[] written(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, bytes)).isTrue();
        return bytes.toByteArray();
    }
}
