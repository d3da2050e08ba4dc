package io.riffle.decode.value;

import io.riffle.schema.DeadLetterReason;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * The folder that events may name images in. A name leads to a file inside it or to a refusal: never up, never to an
 * absolute path, never through a link to somewhere else, never to a device.
 */
final class ImageFolder {
    private final Path folder;
    private final String path;
    private final int maxBytes;

    /** @param path what the field with the names is called in messages */
    ImageFolder(Path folder, String path, int maxBytes) {
        this.folder = folder;
        this.path = path;
        this.maxBytes = maxBytes;
    }

    /**
     * The bytes of a file, at most one more than allowed.
     *
     * @throws UncheckedIOException if the folder itself cannot be read: an outage must not drain the topic
     */
    byte[] read(String name) throws RefusedException {
        Path root = root();
        try {
            Path file = root.resolve(name);
            if (name.isBlank() || !file.normalize().startsWith(root)) {
                throw outside(name);
            }
            Path real = file.toRealPath();
            if (!real.startsWith(root)) {
                throw outside(name);
            }
            if (!Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
                throw refused("must name a file", name);
            }
            Set<OpenOption> options = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
            try (InputStream stream = Channels.newInputStream(Files.newByteChannel(real, options))) {
                return stream.readNBytes(maxBytes + 1);
            }
        } catch (InvalidPathException impossible) {
            throw refused("must be a file name", name);
        } catch (NoSuchFileException missing) {
            throw refused("must name a file that is there", name);
        } catch (IOException unreadable) {
            throw refused("must name a readable file", name);
        }
    }

    private Path root() {
        try {
            return folder.toRealPath();
        } catch (IOException away) {
            throw new UncheckedIOException("the folder of " + path + " must be readable: " + folder, away);
        }
    }

    private RefusedException outside(String name) {
        return refused("must name a file inside the folder", name);
    }

    private RefusedException refused(String rule, String name) {
        return new RefusedException(DeadLetterReason.INVALID_IMAGE, path + " " + rule + ": was " + Found.text(name));
    }
}
