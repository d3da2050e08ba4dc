package io.riffle.model.trees;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.RefusalStage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A model of trees and the file it was read from.
 *
 * @param name what the file is called in a model folder
 */
public record TreeFile(String name, TreeModel model) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    /** Which program wrote a file, by its first bytes. */
    private enum Format {
        JSON("source.json"),
        UBJSON("source.ubj"),
        LIGHTGBM("source.txt");

        private final String file;

        Format(String file) {
            this.file = file;
        }
    }

    /**
     * Reads a model of XGBoost or LightGBM, whatever the file is called.
     *
     * @return empty if it is of another kind
     * @throws ModelRefusedException if it is damaged, or cannot be converted
     */
    public static Optional<TreeFile> read(byte[] bytes) throws ModelRefusedException {
        Optional<Format> format = format(bytes);
        if (format.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new TreeFile(format.get().file, model(format.get(), bytes)));
        } catch (JsonProcessingException malformed) {
            throw refused("the file must be JSON: " + malformed.getOriginalMessage() + " at line "
                    + malformed.getLocation().getLineNr());
        } catch (IOException | IllegalArgumentException wrong) {
            throw refused(String.valueOf(wrong.getMessage()));
        }
    }

    private static ModelRefusedException refused(String problem) {
        return new ModelRefusedException(RefusalStage.INSPECTION, "a model of trees cannot be converted: " + problem);
    }

    private static TreeModel model(Format format, byte[] bytes) throws IOException {
        return switch (format) {
            case JSON -> XgboostReader.read(json(bytes));
            case UBJSON -> XgboostReader.read(UbjsonReader.read(bytes));
            case LIGHTGBM -> LightgbmReader.read(new String(bytes, StandardCharsets.UTF_8));
        };
    }

    private static JsonNode json(byte[] bytes) throws IOException {
        JsonNode document = JSON.readTree(bytes);
        if (document.has("tree_info") && document.has("feature_infos")) {
            throw new IllegalArgumentException(
                    "LightGBM must write it by save_model, as text: this is the JSON of dump_model");
        }
        if (document.isArray()) {
            throw new IllegalArgumentException(
                    "XGBoost must write it by save_model: this is a list, as dump_model and get_dump write it");
        }
        return document;
    }

    /** JSON has a key or its end behind the brace, UBJSON the length of a key or a type. */
    private static Optional<Format> format(byte[] bytes) {
        String head = new String(bytes, 0, Math.min(64, bytes.length), StandardCharsets.ISO_8859_1);
        if (head.matches("(?s)tree\\r?\\n.*")) {
            return Optional.of(Format.LIGHTGBM);
        }
        if (head.matches("(?s)\\{[iUIlL#$].*")) {
            return Optional.of(Format.UBJSON);
        }
        return head.matches("(?s)\\s*[\\[{]\\s*[\\[{\"}].*") ? Optional.of(Format.JSON) : Optional.empty();
    }
}
