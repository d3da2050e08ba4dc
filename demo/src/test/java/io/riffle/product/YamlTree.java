package io.riffle.product;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A part of a YAML document, with anchors and merges resolved; what is not there is empty. */
record YamlTree(Object node) {
    static YamlTree read(Path file) throws IOException {
        return of(Files.readString(file));
    }

    static YamlTree of(String text) {
        return new YamlTree(new Yaml(new SafeConstructor(new LoaderOptions())).load(text));
    }

    /** By keys, and by indexes in lists. */
    YamlTree at(Object... path) {
        Object found = node;
        for (Object step : path) {
            if (found instanceof Map<?, ?> map) {
                found = map.get(step);
            } else if (found instanceof List<?> list && step instanceof Integer index && index < list.size()) {
                found = list.get(index);
            } else {
                return new YamlTree(null);
            }
        }
        return new YamlTree(found);
    }

    boolean isPresent() {
        return node != null;
    }

    String text() {
        return Objects.toString(node, "");
    }

    List<YamlTree> items() {
        return node instanceof List<?> list
                ? list.stream().map(each -> new YamlTree(each)).toList()
                : List.of();
    }

    List<String> keys() {
        return node instanceof Map<?, ?> map
                ? map.keySet().stream().map(String::valueOf).toList()
                : List.of();
    }

    /** Every part that has this key, anywhere below. */
    List<YamlTree> having(String key) {
        List<YamlTree> found = new ArrayList<>();
        if (at(key).isPresent()) {
            found.add(this);
        }
        keys().forEach(each -> found.addAll(at(each).having(key)));
        items().forEach(each -> found.addAll(each.having(key)));
        return found;
    }
}
