package io.riffle.architecture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Documents that name files, sections and packages fail when these move; what is too long to be read fails, too. */
class DocumentsTest {
    private static final Path PROJECT = Path.of("..");
    private static final Path ARCHITECTURE = PROJECT.resolve("docs/ARCHITECTURE.md");
    private static final int WIDTH = 120;
    private static final int README_WORDS = 1500;
    private static final Pattern CODE = Pattern.compile("(?s)```.*?```");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern QUESTION = Pattern.compile("(?m)^## (.+)$");

    /** A module of the architecture with what its section says. */
    private static final Pattern MODULE = Pattern.compile("(?ms)^### `([a-z-]+)`(.*?)(?=^##|\\z)");

    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([^|]*`[^|]*) \\|");
    private static final Pattern NAME = Pattern.compile("`([a-z0-9.]+)`");

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
        assertThat(links).isGreaterThan(100);
        assertThat(broken).isEmpty();
    }

    /** Longer lines make every change of a word a changed paragraph. */
    @Test
    void lines_areNotWide_exceptInTablesAndCode() throws IOException {
        List<String> wide = new ArrayList<>();
        for (Path document : documents()) {
            for (String line : text(document).split("\n")) {
                if (!line.startsWith("|") && LINK.matcher(line).replaceAll("]").length() > WIDTH) {
                    wide.add(PROJECT.relativize(document) + ": " + line);
                }
            }
        }
        assertThat(wide).isEmpty();
    }

    @Test
    void readme_isReadInTenMinutes() throws IOException {
        String[] words = Files.readString(PROJECT.resolve("README.md"), UTF_8).split("\\s+");
        assertThat(words).hasSizeBetween(1000, README_WORDS);
    }

    @Test
    void rationale_listsEveryQuestion_andNoOther() throws IOException {
        List<String> questions = new ArrayList<>();
        for (Path document : markdown(PROJECT.resolve("docs/rationale"))) {
            for (String question : found(QUESTION, text(document))) {
                questions.add(
                        "- [" + question + "](rationale/" + document.getFileName() + "#" + anchor(question) + ")");
            }
        }
        assertThat(questions).hasSizeGreaterThan(60).doesNotHaveDuplicates();
        assertThat(Files.readAllLines(PROJECT.resolve("docs/RATIONALE.md"), UTF_8).stream()
                        .filter(line -> line.startsWith("- [")))
                .containsExactlyInAnyOrderElementsOf(questions);
    }

    @Test
    void architecture_namesEveryPackage() throws IOException {
        assertThat(packages()).hasSizeGreaterThan(70);
        assertThat(namedPackages()).containsAll(packages());
    }

    @Test
    void architecture_namesPackagesThatExist() throws IOException {
        assertThat(packages()).containsAll(namedPackages());
    }

    @Test
    void architecture_namesEveryModule() throws IOException {
        String build = Files.readString(PROJECT.resolve("pom.xml"), UTF_8);
        assertThat(found(MODULE, text(ARCHITECTURE)))
                .containsExactlyInAnyOrderElementsOf(found(Pattern.compile("<module>(.+)</module>"), build));
    }

    /** Packages in the first column of the tables about modules, such as {@code pipeline: io.riffle.decode}. */
    private static SortedSet<String> namedPackages() throws IOException {
        SortedSet<String> named = new TreeSet<>();
        Matcher modules = MODULE.matcher(text(ARCHITECTURE));
        while (modules.find()) {
            for (String cell : found(ROW, modules.group(2))) {
                found(NAME, cell).forEach(name -> named.add(modules.group(1) + ": io.riffle." + name));
            }
        }
        return named;
    }

    /** Packages that hold code of ours, in the same form. */
    private static SortedSet<String> packages() throws IOException {
        SortedSet<String> packages = new TreeSet<>();
        try (Stream<Path> modules = Files.list(PROJECT)) {
            for (Path module : modules.toList()) {
                Path root = module.resolve("src/main/java");
                if (Files.isDirectory(root)) {
                    packages(root).forEach(name -> packages.add(module.getFileName() + ": " + name));
                }
            }
        }
        return packages;
    }

    private static List<String> packages(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(file -> root.relativize(file.resolveSibling("")))
                    .map(folder -> folder.toString().replace('/', '.'))
                    .distinct()
                    .toList();
        }
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
        for (String folder : List.of("", "docs", "docs/rationale")) {
            documents.addAll(markdown(PROJECT.resolve(folder)));
        }
        return documents;
    }

    private static List<Path> markdown(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }
}
