import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Takes the native libraries of other machines out of the jars of a folder: java NativeLibraries.java FOLDER. What stays is
 * for Linux with glibc on the architecture of this JVM. Fails if a jar with native libraries has none for it.
 */
final class NativeLibraries {
    private static final Pattern LIBRARY = Pattern.compile(".*\\.(so|dll|dylib|jnilib)");
    private static final Pattern SYMBOLS = Pattern.compile(".*\\.dSYM/.*");
    /** Systems whose libraries have the format of Linux; only their names tell them apart. */
    private static final Pattern OTHER_SYSTEM =
            Pattern.compile("(?i).*(musl|android|freebsd|openbsd|dragonflybsd|sunos|aix).*");

    private final Machine machine;

    private NativeLibraries(Machine machine) {
        this.machine = machine;
    }

    public static void main(String[] args) throws IOException {
        if (args.length != 1) {
            throw new IllegalArgumentException("one folder with jars must be named: found " + args.length + " arguments");
        }
        NativeLibraries libraries = new NativeLibraries(Machine.of(System.getProperty("os.arch")));
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(Path.of(args[0]), "*.jar")) {
            for (Path jar : jars) {
                libraries.keepOwn(jar);
            }
        }
    }

    private void keepOwn(Path jar) throws IOException {
        try (FileSystem files = FileSystems.newFileSystem(jar)) {
            List<Path> all = found(files);
            int own = 0;
            for (Path file : all) {
                if (isOwn(file)) {
                    own++;
                } else {
                    Files.delete(file);
                }
            }
            if (own == 0 && !all.isEmpty()) {
                throw new IOException(jar.getFileName() + " must have a native library for Linux on " + machine
                        + ": found " + all.size() + " for others");
            }
        }
    }

    private static List<Path> found(FileSystem files) throws IOException {
        try (Stream<Path> paths = Files.walk(files.getPath("/"))) {
            return paths.filter(Files::isRegularFile)
                    .filter(file -> LIBRARY.matcher(file.toString()).matches() || isSymbols(file))
                    .toList();
        }
    }

    private boolean isOwn(Path file) throws IOException {
        if (isSymbols(file) || OTHER_SYSTEM.matcher(file.toString()).matches()) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return machine.runs(in.readNBytes(Machine.HEADER_BYTES));
        }
    }

    private static boolean isSymbols(Path file) {
        return SYMBOLS.matcher(file.toString()).matches();
    }

    /** An architecture, by its number in the header of an ELF file. */
    private enum Machine {
        AMD64(62),
        AARCH64(183);

        static final int HEADER_BYTES = 20;
        private static final int ELF = 0x464c457f;
        private static final int MACHINE_OFFSET = 18;

        private final int number;

        Machine(int number) {
            this.number = number;
        }

        static Machine of(String architecture) {
            return switch (architecture) {
                case "amd64", "x86_64" -> AMD64;
                case "aarch64" -> AARCH64;
                default ->
                    throw new IllegalArgumentException(
                            "the architecture must be amd64 or aarch64: this JVM runs on " + architecture);
            };
        }

        boolean runs(byte[] header) {
            ByteBuffer bytes = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
            return header.length == HEADER_BYTES
                    && bytes.getInt(0) == ELF
                    && bytes.getShort(MACHINE_OFFSET) == number;
        }
    }
}
