package io.riffle.scoring.onnx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What ONNX Runtime writes beside its work, deleted as soon as it is there. Its telemetry opens a log and a session file
 * in the temporary folder and a database under the user's cache folder, unless {@code ORT_DISABLE_TELEMETRY=1} stands in
 * the environment, which only who starts the process can set; its Java part unpacks libraries that a kill would leave
 * behind. On Linux all of these may go while they are open.
 */
final class Leftovers {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

    private static final Path MAPPED = Path.of("/proc/self/maps");
    private static final String UNPACKED = "onnxruntime-java";

    /** From the outermost on; each is ours only if it was not there before. */
    private final List<Path> shared = new ArrayList<>();

    private final Path log;
    private final Path cache;
    private final Set<Path> known = new LinkedHashSet<>();

    private Leftovers(Path temporary, Path caches, long process) {
        log = temporary.resolve("mat-debug-" + process + ".log");
        cache = caches.resolve("Microsoft").resolve("DeveloperTools").resolve(".onnxruntime");
        shared.add(caches);
        shared.add(caches.resolve("Microsoft"));
        shared.add(caches.resolve("Microsoft").resolve("DeveloperTools"));
        shared.add(cache);
        shared.add(temporary.resolve(".ses"));
    }

    /** To be asked before the environment is created: what is there by then is not deleted. */
    static Leftovers before(UnaryOperator<String> environment) {
        Path temporary = Path.of(text(environment, "TMPDIR").orElse("/tmp"));
        Path home = Path.of(text(environment, "HOME").orElse(System.getProperty("user.home", ".")));
        Path caches = text(environment, "XDG_CACHE_HOME").map(Path::of).orElse(home.resolve(".cache"));
        Leftovers leftovers =
                new Leftovers(temporary, caches, ProcessHandle.current().pid());
        leftovers.shared.stream().filter(Files::exists).forEach(leftovers.known::add);
        leftovers.known.addAll(leftovers.cached());
        return leftovers;
    }

    private static Optional<String> text(UnaryOperator<String> environment, String name) {
        return Optional.ofNullable(environment.apply(name)).filter(text -> !text.isEmpty());
    }

    /** None also where the folder cannot be read: then nothing of it is ours to delete. */
    private List<Path> cached() {
        String[] names = cache.toFile().list();
        return names == null ? List.of() : Stream.of(names).map(cache::resolve).toList();
    }

    /** Deletes what the environment's creation left. What cannot be deleted is told and stays. */
    void delete() {
        try {
            deleteTelemetry();
            deleteUnpacked();
        } catch (IOException | UncheckedIOException kept) {
            LOG.warn("What ONNX Runtime has written must be deletable: {}", kept.toString());
        }
    }

    private void deleteTelemetry() throws IOException {
        boolean telemetry = Files.deleteIfExists(log);
        List<Path> fresh = new ArrayList<>(shared);
        fresh.addAll(cached());
        for (int i = fresh.size() - 1; i >= 0; i--) {
            telemetry |= !known.contains(fresh.get(i)) && deleteUnlessFull(fresh.get(i));
        }
        if (telemetry) {
            LOG.warn("The telemetry of ONNX Runtime began and was switched off, its files are deleted."
                    + " ORT_DISABLE_TELEMETRY=1 in the environment keeps it from beginning");
        }
    }

    private static void deleteUnpacked() throws IOException {
        for (Path library : unpacked()) {
            Files.deleteIfExists(library);
            deleteUnlessFull(folder(library));
        }
    }

    /** Another process may have begun to use a folder. */
    private static boolean deleteUnlessFull(Path path) throws IOException {
        try {
            return Files.deleteIfExists(path);
        } catch (DirectoryNotEmptyException used) {
            return false;
        }
    }

    /** The libraries that this process runs from a folder of its own, as the system says. */
    private static Set<Path> unpacked() throws IOException {
        if (!Files.isReadable(MAPPED)) {
            return Set.of();
        }
        Path temporary = Path.of(System.getProperty("java.io.tmpdir", "/tmp")).toRealPath();
        Set<Path> libraries = new LinkedHashSet<>();
        try (Stream<String> lines = Files.lines(MAPPED)) {
            lines.filter(line -> line.contains("/" + UNPACKED))
                    .map(line -> Path.of(line.substring(line.indexOf('/'))))
                    .filter(library -> temporary.equals(folder(library).getParent()))
                    .forEach(libraries::add);
        }
        return libraries;
    }

    private static Path folder(Path library) {
        return Optional.ofNullable(library.getParent()).orElse(library);
    }
}
