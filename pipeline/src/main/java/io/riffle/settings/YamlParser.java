package io.riffle.settings;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * YAML to nodes with lines. Stops at the node tree, so that nothing is ever constructed from a file, and refuses what
 * a settings file needs not: aliases of maps and lists (they can grow without bound), own tags, deep nesting.
 */
final class YamlParser {
    private static final int MAX_DEPTH = 20;
    private static final Set<Tag> PLAIN_TAGS =
            Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.TIMESTAMP, Tag.MAP, Tag.SEQ, Tag.MERGE);

    private static final Map<Tag, ConfigNode.Scalar.Form> FORMS = Map.of(
            Tag.NULL, ConfigNode.Scalar.Form.NULL,
            Tag.BOOL, ConfigNode.Scalar.Form.BOOLEAN,
            Tag.INT, ConfigNode.Scalar.Form.WHOLE,
            Tag.FLOAT, ConfigNode.Scalar.Form.DECIMAL);

    private final Path file;
    private final Limits limits;
    private final ConfigProblems problems;

    YamlParser(Path file, Limits limits, ConfigProblems problems) {
        this.file = file;
        this.limits = limits;
        this.problems = problems;
    }

    /** What a kind of file may contain; {@code blankKeys} if names in it may be any text, for example a category's. */
    record Limits(int characters, boolean blankKeys) {
        static final Limits SETTINGS = new Limits(1 << 20, false);
        static final Limits DATA = new Limits(64 << 20, true);
    }

    /** The map at the top; empty, and a problem noted, where the text is something else. */
    Optional<ConfigNode.Mapping> parse(String yaml) {
        try {
            Node root = new Yaml(new SafeConstructor(options())).compose(new StringReader(yaml));
            if (root instanceof MappingNode mapping) {
                return Optional.of(mapping("", mapping, 0));
            }
            problem(0, "", "must be a map of keys: was " + (root == null ? "empty" : "something else"));
        } catch (MarkedYAMLException broken) {
            problem(line(broken.getProblemMark()), "", "must be valid YAML: " + reason(broken.getProblem()));
        } catch (YAMLException broken) {
            problem(0, "", "must be valid YAML: " + reason(broken.getMessage()));
        }
        return Optional.empty();
    }

    private LoaderOptions options() {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(0);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setCodePointLimit(limits.characters());
        return options;
    }

    private ConfigNode node(String key, Node node, int line) {
        if (!PLAIN_TAGS.contains(node.getTag())) {
            problem(line, key, "must have no tag: was " + node.getTag().getValue());
        }
        if (node instanceof MappingNode mapping) {
            return mapping(key, mapping, line);
        }
        if (node instanceof SequenceNode sequence) {
            return sequence(key, sequence, line);
        }
        ScalarNode scalar = (ScalarNode) node;
        return new ConfigNode.Scalar(scalar.getValue(), form(scalar), line);
    }

    /** Numbers to the base of 60, which YAML 1.1 also has, stay text: what looks so is a time of day. */
    private static ConfigNode.Scalar.Form form(ScalarNode scalar) {
        boolean sexagesimal = scalar.getValue().contains(":");
        return sexagesimal
                ? ConfigNode.Scalar.Form.TEXT
                : FORMS.getOrDefault(scalar.getTag(), ConfigNode.Scalar.Form.TEXT);
    }

    private ConfigNode.Mapping mapping(String path, MappingNode node, int line) {
        Map<String, ConfigNode> entries = new LinkedHashMap<>();
        for (NodeTuple entry : node.getValue()) {
            Node key = entry.getKeyNode();
            if (!(key instanceof ScalarNode name)
                    || (!limits.blankKeys() && name.getValue().isBlank())) {
                problem(line(key), path, "must have keys of plain text");
                continue;
            }
            String full = path.isEmpty() ? name.getValue() : path + "." + name.getValue();
            ConfigNode value = node(full, entry.getValueNode(), line(key));
            ConfigNode first = entries.putIfAbsent(name.getValue(), value);
            if (first != null) {
                problem(line(key), full, "must occur once: is also in line " + first.line());
            }
        }
        return new ConfigNode.Mapping(entries, line);
    }

    private ConfigNode.Sequence sequence(String path, SequenceNode node, int line) {
        List<ConfigNode> items = new ArrayList<>();
        for (Node item : node.getValue()) {
            items.add(node(path, item, line(item)));
        }
        return new ConfigNode.Sequence(items, line);
    }

    private void problem(int line, String key, String message) {
        problems.add(Origin.file(file, line), key, message);
    }

    private static int line(Node node) {
        return line(node.getStartMark());
    }

    private static int line(@Nullable Mark mark) {
        return mark == null ? 0 : mark.getLine() + 1;
    }

    /** The parser's own words, in one line; its excerpt of the file is left out, it could show a secret. */
    private static String reason(@Nullable String message) {
        if (message == null) {
            return "unreadable";
        }
        return message.startsWith("Number of aliases")
                ? "aliases of maps and lists are not supported"
                : message.lines().findFirst().orElse("unreadable");
    }
}
