package io.riffle.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.feature.FeatureSource;
import io.riffle.feature.FeatureType;
import io.riffle.settings.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DerivedConfigTest {
    private static final String START = """
            pipeline: p
            kafka: {bootstrap-servers: "localhost:9092"}
            event:
              id: id
              entity: card
              fields:
                amount: {type: number}
                city: {type: category}
            models: {directory: models}
            """;

    @TempDir
    Path folder;

    @Test
    void derived_isEmpty_whenNothingIsDeclared() throws IOException {
        assertThat(load("").derived()).isEmpty();
    }

    @Test
    void derived_readsBothForms_inOrder() throws IOException {
        Pipeline pipeline = load("""
                derived:
                  double_amount: amount * 2
                  big: {expression: double_amount > 100, type: boolean}
                """);
        assertThat(pipeline.derived())
                .containsExactly(
                        new DerivedConfig("double_amount", "amount * 2", FeatureType.NUMBER),
                        new DerivedConfig("big", "double_amount > 100", FeatureType.BOOLEAN));
        assertThat(pipeline.schema().feature(pipeline.schema().column("big")).source())
                .isEqualTo(FeatureSource.DERIVED);
    }

    /** All at once, each with its line and a caret. */
    @Test
    void derived_reportsEveryFormula_whenSeveralAreWrong() {
        assertThatThrownBy(() -> load("""
                                derived:
                                  twice: amuont * 2
                                  later: {expression: amount + after}
                                  after: amount
                                  amount: "1"
                                  odd-name: "1"
                                """))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(
                        "p.yaml:11  derived.twice.expression  must name features that there are: 'amuont' is none,"
                                + " nearest is 'amount'\n  amuont * 2\n  ^")
                .hasMessageContaining("p.yaml:12  derived.later.expression  must name features that there are: 'after'")
                .hasMessageContaining(
                        "derived.amount  must have another name: the feature amount is also declared by event.fields.amount")
                .hasMessageContaining("derived.odd-name.name  must be letters, digits and '_': was 'odd-name'");
    }

    private Pipeline load(String more) throws IOException {
        Path file = folder.resolve("p.yaml");
        Files.writeString(file, START + more);
        return new ConfigLoader(Map.of(), Map.of()).load(file).value();
    }
}
