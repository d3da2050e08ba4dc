package io.riffle.demo.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.riffle.model.folder.CategoryCounts;
import io.riffle.model.folder.GoldenRow;
import io.riffle.model.folder.GoldenRows;
import io.riffle.model.folder.InputsText;
import io.riffle.model.folder.ModelManifest;
import io.riffle.model.folder.NumberBins;
import io.riffle.model.folder.ReferenceProfile;
import java.util.TreeMap;

/**
 * Writes a manifest as YAML that people can read: one line per column, per reference feature and per golden row. Those
 * lines are JSON, which is YAML too; a YAML library would spread every number over a line of its own.
 */
final class ManifestText {
    private final ObjectMapper json = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    private final StringBuilder text = new StringBuilder();

    String write(ModelManifest manifest, String comment) {
        text.setLength(0);
        line("# " + comment);
        line("name: " + manifest.name());
        line("version: " + json(manifest.version()));
        line("sha256: " + manifest.sha256());
        line("task: " + manifest.task().label());
        text.append(InputsText.of(manifest.inputs()));
        line("output:");
        line("  score: {tensor: " + manifest.output().scoreTensor() + "}");
        line("  labels: " + json(manifest.output().labels()));
        manifest.reference().ifPresent(this::reference);
        golden(manifest.golden());
        return text.toString();
    }

    private void reference(ReferenceProfile reference) {
        line("reference:");
        line("  rows: " + reference.rows());
        line("  numbers:");
        new TreeMap<>(reference.numbers()).forEach((name, bins) -> line("    " + name + ": " + bins(bins)));
        line("  categories:");
        new TreeMap<>(reference.categories()).forEach((name, counts) -> line("    " + name + ": " + counts(counts)));
        reference.score().ifPresent(bins -> line("  score: " + bins(bins)));
        reference.labels().ifPresent(counts -> line("  labels: " + counts(counts)));
    }

    private String bins(NumberBins bins) {
        return "{edges: " + json(bins.edges()) + ", counts: " + json(bins.counts()) + ", missing: " + bins.missing()
                + "}";
    }

    private String counts(CategoryCounts counts) {
        return "{counts: " + json(counts.counts()) + ", missing: " + counts.missing() + "}";
    }

    private void golden(GoldenRows golden) {
        line("golden:");
        line("  tolerance: " + golden.tolerance());
        line("  rows:");
        for (GoldenRow row : golden.rows()) {
            line("    - {features: " + json(row.features()) + ", score: " + row.score() + "}");
        }
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private String json(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers, texts, lists and maps have a JSON form: " + value, e);
        }
    }
}
