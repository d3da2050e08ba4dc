package io.riffle.decode.value;

import com.fasterxml.jackson.core.JsonParser;
import io.riffle.config.event.FieldConfig;
import io.riffle.image.ImageDecoder;
import io.riffle.image.ImageLimits;
import io.riffle.image.InvalidImageException;
import io.riffle.schema.DeadLetterReason;
import java.io.IOException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Reads one declared image: base64 (also as a data URL), or the name of a file where a folder is declared. It looks at the
 * header only; pixels are decoded when a model wants them. Not thread-safe.
 */
public final class ImageReader implements ValueReader {
    private static final String DATA_URL = "data:";

    private final int column;
    private final TextRule text;
    private final ImageLimits limits;
    private final ImageDecoder decoder;
    private final @Nullable ImageFolder folder;

    public ImageReader(FieldConfig field, String path, int column) {
        this.column = column;
        text = new TextRule(path, 0);
        limits = field.image().limits();
        decoder = new ImageDecoder(limits);
        folder = field.image()
                .folder()
                .map(each -> new ImageFolder(each, path, limits.maxBytes()))
                .orElse(null);
    }

    @Override
    public void read(JsonParser parser, EventDraft draft) throws IOException, RefusedException {
        String value = text.read(parser);
        if (value != null) {
            accept(folder == null ? decoded(value) : folder.read(value), draft);
        }
    }

    /** Takes an image over if its header is that of one, within the limits. */
    public void accept(byte[] image, EventDraft draft) throws RefusedException {
        try {
            decoder.header(image);
        } catch (InvalidImageException invalid) {
            DeadLetterReason reason =
                    invalid.isTooLarge() ? DeadLetterReason.IMAGE_TOO_LARGE : DeadLetterReason.INVALID_IMAGE;
            throw new RefusedException(reason, text.path() + " " + invalid.text());
        }
        draft.image(column, image);
    }

    private byte[] decoded(String value) throws RefusedException {
        int start = value.startsWith(DATA_URL) ? value.indexOf(',') + 1 : 0;
        long most = (value.length() - (long) start) / 4 * 3 - 2;
        if (most > limits.maxBytes()) {
            throw new RefusedException(
                    DeadLetterReason.IMAGE_TOO_LARGE,
                    text.path() + " must have at most " + limits.maxBytes() + " bytes (max-bytes): has about " + most);
        }
        try {
            return Base64.getDecoder().decode(start == 0 ? value : value.substring(start));
        } catch (IllegalArgumentException notBase64) {
            throw new RefusedException(
                    DeadLetterReason.INVALID_IMAGE,
                    text.path() + " must be an image in base64: " + notBase64.getMessage());
        }
    }
}
