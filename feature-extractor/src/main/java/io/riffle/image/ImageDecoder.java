package io.riffle.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes PNG, JPEG, GIF (the first frame), WebP and BMP with whatever readers ImageIO finds on the class path; the JDK
 * alone has none for WebP and for JPEG with four colours. What an image declares is checked before it is decoded. JPEGs are
 * turned upright as their EXIF orientation says. Not thread-safe: it keeps its readers.
 */
public final class ImageDecoder {
    private static final int SHOWN_BYTES = 8;

    private final ImageLimits limits;
    private final Map<ImageFormat, ImageReader> readers = new EnumMap<>(ImageFormat.class);

    public ImageDecoder(ImageLimits limits) {
        this.limits = limits;
    }

    /** Looks at an image without decoding it: whether it is one, and within the limits. */
    public ImageHeader header(byte[] bytes) throws InvalidImageException {
        return with(bytes, (format, reader) -> header(format, reader));
    }

    /**
     * Decodes an image.
     *
     * @param background what shines through transparent pixels: red, green and blue, 0 to 255; empty to ignore transparency
     */
    public PixelRows decode(byte[] bytes, float... background) throws InvalidImageException {
        return with(bytes, (format, reader) -> {
            header(format, reader);
            WholeImage.check(format, bytes);
            BufferedImage image = reader.read(0);
            int orientation = format == ImageFormat.JPEG ? new JpegSegments(bytes).orientation() : 1;
            return new DecodedImage(image, new Orientation(orientation), background);
        });
    }

    private ImageHeader header(ImageFormat format, ImageReader reader) throws IOException, InvalidImageException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if (width < 1 || height < 1) {
            throw InvalidImageException.of("must have pixels: declares " + width + " x " + height);
        }
        if ((long) width * height > limits.maxPixels()) {
            throw InvalidImageException.tooLarge("must have at most " + limits.maxPixels() + " pixels (max-pixels):"
                    + " declares " + width + " x " + height);
        }
        return new ImageHeader(format, width, height);
    }

    private interface Task<T> {
        T with(ImageFormat format, ImageReader reader) throws IOException, InvalidImageException;
    }

    private <T> T with(byte[] bytes, Task<T> task) throws InvalidImageException {
        ImageFormat format = format(bytes);
        ImageReader reader = reader(format);
        boolean usable = false;
        try (ImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            reader.setInput(input, true, true);
            T result = task.with(format, reader);
            usable = true;
            return result;
        } catch (IOException | RuntimeException damaged) {
            // Readers throw whatever their arithmetic comes to when bytes are wrong.
            throw InvalidImageException.of("must be a readable " + format + ": " + shown(damaged));
        } finally {
            release(format, reader, usable);
        }
    }

    private ImageFormat format(byte[] bytes) throws InvalidImageException {
        if (bytes.length > limits.maxBytes()) {
            throw InvalidImageException.tooLarge(
                    "must have at most " + limits.maxBytes() + " bytes (max-bytes): has " + bytes.length);
        }
        return ImageFormat.of(bytes)
                .orElseThrow(() -> InvalidImageException.of(
                        "must be PNG, JPEG, GIF, WebP or BMP: " + (bytes.length == 0 ? "is empty" : start(bytes))));
    }

    private static String start(byte[] bytes) {
        String start = new String(bytes, 0, Math.min(SHOWN_BYTES, bytes.length), StandardCharsets.US_ASCII);
        return "starts with '" + start.replaceAll("[^ -~]", "?") + "'";
    }

    private ImageReader reader(ImageFormat format) throws InvalidImageException {
        ImageReader known = readers.get(format);
        if (known != null) {
            return known;
        }
        Iterator<ImageReader> found = ImageIO.getImageReadersByFormatName(format.reader());
        if (!found.hasNext()) {
            throw InvalidImageException.of("must be of a format with a reader on the class path: is " + format);
        }
        ImageReader reader = found.next();
        readers.put(format, reader);
        return reader;
    }

    /** A reader that failed may be in any state: the next image gets a new one. */
    private void release(ImageFormat format, ImageReader reader, boolean usable) {
        if (usable) {
            reader.setInput(null);
            return;
        }
        readers.remove(format);
        reader.dispose();
    }

    private static String shown(Exception damaged) {
        String text = String.valueOf(damaged.getMessage()).replaceAll("[^ -~]", "?");
        return text.substring(0, Math.min(120, text.length()));
    }
}
