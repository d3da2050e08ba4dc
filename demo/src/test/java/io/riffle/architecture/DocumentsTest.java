package io.riffle.architecture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Documents that name files, sections and packages fail when these move. */
class DocumentsTest {
    private static final Path PROJECT = Path.of("..");
    private static final Pattern CODE = Pattern.compile("(?s)```.*?```");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    @Test
    void links_leadSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        int links = 0;
        for (Path document : documents()) {
            for (String link : found(LINK, text(document))) {
                if (!link.contains("://")) {
                    links++;
                    if (!leadsSomewhere(document, link)) {
                        broken.add(PROJECT.relativize(document) + ": " + link);
                    }
                }
            }
        }
        assertThat(links).isGreaterThan(30);
        assertThat(broken).isEmpty();
    }

    @Test
    void architecture_namesEveryPackage() throws IOException {
        String architecture = Files.readString(PROJECT.resolve("docs/ARCHITECTURE.md"), UTF_8);
        Path main = PROJECT.resolve("stream-app/src/main/java/io/riffle");
        List<Path> packages = new ArrayList<>(folders(main));
        packages.addAll(folders(main.resolve("app")));
        packages.addAll(folders(PROJECT.resolve("feature-extractor/src/main/java/io/riffle")));
        assertThat(packages).hasSizeGreaterThan(40);
        assertThat(packages.stream().map(folder -> String.valueOf(folder.getFileName())))
                .allSatisfy(name -> assertThat(architecture).containsPattern("[`.]" + name + "`"));
    }

    private static boolean leadsSomewhere(Path document, String link) throws IOException {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]);
        if (!Files.exists(target)) {
            return false;
        }
        return parts.length == 1
                || found(HEADING, text(target)).stream()
                        .map(DocumentsTest::anchor)
                        .anyMatch(parts[1]::equals);
    }

    /** As GitHub makes it of a heading. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult each) -> each.group(1))
                .toList();
    }

    /** Without blocks of code, whose brackets and number signs mean something else. */
    private static String text(Path document) throws IOException {
        return CODE.matcher(Files.readString(document, UTF_8)).replaceAll("");
    }

    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>(List.of(PROJECT.resolve("benchmarks/README.md")));
        for (Path folder : List.of(PROJECT, PROJECT.resolve("docs"))) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith(".md")).forEach(documents::add);
            }
        }
        return documents;
    }

    private static List<Path> folders(Path parent) throws IOException {
        try (Stream<Path> files = Files.list(parent)) {
            return files.filter(Files::isDirectory).toList();
        }
    }
}
