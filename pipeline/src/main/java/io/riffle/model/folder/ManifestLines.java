package io.riffle.model.folder;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** In which line of a manifest each key stands; problems name keys. */
final class ManifestLines {
    private final Map<String, Integer> lines = new HashMap<>();

    private ManifestLines() {}

    /** Of a text that is known to be YAML. */
    static ManifestLines of(YAMLMapper mapper, String yaml) {
        ManifestLines lines = new ManifestLines();
        try (JsonParser parser = mapper.createParser(yaml)) {
            parser.nextToken();
            lines.value(parser, "");
        } catch (IOException notYaml) {
            lines.lines.clear();
        }
        return lines;
    }

    private void value(JsonParser parser, String path) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String key = path.isEmpty() ? parser.currentName() : path + "." + parser.currentName();
                lines.putIfAbsent(key, parser.currentTokenLocation().getLineNr());
                parser.nextToken();
                value(parser, key);
            }
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
                String key = path + "[" + i + "]";
                lines.put(key, parser.currentTokenLocation().getLineNr());
                value(parser, key);
            }
        }
    }

    /** The same problems, each with the line of its key, or of what it should stand in. */
    List<String> located(List<String> problems) {
        return problems.stream().map(this::located).toList();
    }

    private String located(String problem) {
        return lines.keySet().stream()
                .filter(key -> problem.startsWith(key)
                        && problem.length() > key.length()
                        && " .[".indexOf(problem.charAt(key.length())) >= 0)
                .max(Comparator.comparingInt(String::length))
                .map(key -> problem + " (line " + lines.get(key) + ")")
                .orElse(problem);
    }
}
