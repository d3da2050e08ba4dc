package io.riffle.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows to copy into an application compiles as it stands there. */
class ReadmeEmbeddingTest {
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    @Test
    void embedding_compiles_asTheReadmeShowsIt() throws Exception {
        Matcher block = JAVA.matcher(Files.readString(Path.of("..", "README.md")));
        assertThat(block.find()).isTrue();
        List<String> lines = block.group(1).lines().toList();
        Path source = Files.writeString(
                folder.resolve("Example.java"), """
                %s
                class Example {
                    public static void main(String[] arguments) throws Exception {
                        %s
                    }
                }
                """.formatted(joined(lines, true), joined(lines, false)));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter problems = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            Iterable<? extends JavaFileObject> units = files.getJavaFileObjects(source);
            boolean compiled = compiler.getTask(
                            problems,
                            files,
                            null,
                            List.of("-d", folder.toString(), "-cp", System.getProperty("java.class.path")),
                            null,
                            units)
                    .call();
            assertThat(compiled).as(problems.toString()).isTrue();
        }
    }

    private static String joined(List<String> lines, boolean imports) {
        return lines.stream()
                .filter(line -> line.startsWith("import ") == imports)
                .collect(Collectors.joining("\n"));
    }
}
