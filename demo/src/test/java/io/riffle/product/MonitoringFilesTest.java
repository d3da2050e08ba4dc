package io.riffle.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules and dashboards ask for metrics that there are: those of docs/METRICS.md, which {@link OperationsIT} compares with a scrape. */
class MonitoringFilesTest {
    private static final Path PROMETHEUS = Path.of("..", "docker", "prometheus");
    private static final Path GRAFANA = Path.of("..", "docker", "grafana");
    private static final Pattern NAME =
            Pattern.compile("\\b(riffle|kafka|jvm|process|system)_[a-z0-9_]+\\b(?!\\s*[=!(])");

    private static List<YamlTree> rules() throws IOException {
        return YamlTree.read(PROMETHEUS.resolve("rules.yml"))
                .at("groups", 0, "rules")
                .items();
    }

    private static List<JsonNode> dashboards() throws IOException {
        List<JsonNode> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(GRAFANA.resolve("dashboards"))) {
            for (Path file : files.sorted().toList()) {
                found.add(new ObjectMapper().readTree(file.toFile()));
            }
        }
        return found;
    }

    private static List<String> expressions() throws IOException {
        List<String> expressions = new ArrayList<>();
        for (JsonNode dashboard : dashboards()) {
            dashboard.findValuesAsText("expr").forEach(expressions::add);
        }
        return expressions;
    }

    @Test
    void everyMetricThatIsAskedFor_isThere() throws IOException {
        Set<String> known = MetricsDocument.series();
        Set<String> asked = new TreeSet<>();
        for (YamlTree rule : rules()) {
            asked.addAll(names(rule.at("expr").text()));
        }
        for (String expression : expressions()) {
            asked.addAll(names(expression));
        }
        assertThat(asked).hasSizeGreaterThan(60).isSubsetOf(known);
    }

    private static Set<String> names(String expression) {
        Matcher name = NAME.matcher(expression);
        Set<String> names = new TreeSet<>();
        while (name.find()) {
            names.add(name.group());
        }
        assertThat(names.isEmpty() && !expression.startsWith("up{"))
                .as(expression)
                .isFalse();
        return names;
    }

    @Test
    void everyAlert_isTestedBothWays_andExplained() throws IOException {
        String explained = Files.readString(Path.of("..", "docs", "OPERATIONS.md"));
        YamlTree tests = YamlTree.read(PROMETHEUS.resolve("rules_test.yml"));
        for (YamlTree rule : rules()) {
            String alert = rule.at("alert").text();
            List<YamlTree> checks = tests.having("alertname").stream()
                    .filter(check -> check.at("alertname").text().equals(alert))
                    .toList();
            assertThat(checks)
                    .as(alert)
                    .anyMatch(check -> !check.at("exp_alerts").items().isEmpty());
            assertThat(checks)
                    .as(alert)
                    .anyMatch(check -> check.at("exp_alerts").items().isEmpty());
            assertThat(explained).contains("| `" + alert + "` |");
        }
        assertThat(rules()).hasSizeGreaterThan(10);
    }

    @Test
    void rules_doWhatTheirTestsSay() throws Exception {
        promtool("check", "config", "prometheus.yml");
        promtool("test", "rules", "rules_test.yml");
    }

    /** Grafana's variables are filled in, and each expression becomes a rule that promtool reads. */
    @Test
    void dashboards_askInValidPromql(@TempDir Path folder) throws Exception {
        StringBuilder rules = new StringBuilder("groups:\n- name: dashboards\n  rules:\n");
        int number = 0;
        for (String expression : expressions()) {
            rules.append("  - {record: 'panel:")
                    .append(number++)
                    .append("', expr: '")
                    .append(expression.replace("$__rate_interval", "1m").replace("$pipeline", "p"))
                    .append("'}\n");
        }
        Path file = Files.writeString(folder.resolve("dashboards.yml"), rules);
        promtool("check", "rules", file.toAbsolutePath().toString());
        assertThat(number).isGreaterThan(70);
    }

    @Test
    void dashboards_useTheProvisionedSource_andDoNotOverlap() throws IOException {
        YamlTree source = YamlTree.read(GRAFANA.resolve("provisioning/datasources/prometheus.yaml"));
        Set<String> uids = new TreeSet<>();
        for (JsonNode dashboard : dashboards()) {
            assertThat(uids.add(dashboard.path("uid").asText())).isTrue();
            Set<String> cells = new TreeSet<>();
            for (JsonNode panel : dashboard.path("panels")) {
                JsonNode place = panel.path("gridPos");
                for (int x = place.path("x").asInt();
                        x < place.path("x").asInt() + place.path("w").asInt();
                        x++) {
                    for (int y = place.path("y").asInt();
                            y < place.path("y").asInt() + place.path("h").asInt();
                            y++) {
                        assertThat(cells.add(x + ":" + y))
                                .as(panel.path("title").asText())
                                .isTrue();
                        assertThat(x).isLessThan(24);
                    }
                }
                panel.findParents("uid")
                        .forEach(each -> assertThat(each.path("uid").asText())
                                .isEqualTo(source.at("datasources", 0, "uid").text()));
            }
        }
        YamlTree compose = YamlTree.read(Path.of("..", "docker", "compose.yaml"));
        YamlTree provider = YamlTree.read(GRAFANA.resolve("provisioning/dashboards/riffle.yaml"));
        assertThat(compose.at("services", "grafana", "volumes").text())
                .contains("./grafana/dashboards:"
                        + provider.at("providers", 0, "options", "path").text());
        YamlTree scrape = YamlTree.read(PROMETHEUS.resolve("prometheus.yml"));
        for (YamlTree target :
                scrape.at("scrape_configs", 0, "static_configs", 0, "targets").items()) {
            assertThat(compose.at("services").keys()).contains(target.text().replaceAll(":8080$", ""));
        }
    }

    private static void promtool(String... command) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/promtool")), "promtool must be installed: not found");
        List<String> words = new ArrayList<>(List.of("promtool"));
        words.addAll(List.of(command));
        Process process = new ProcessBuilder(words)
                .directory(PROMETHEUS.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
    }
}
