package io.riffle.model.folder;

/**
 * The file of a model version.
 *
 * @param name relative to the manifest's folder
 * @param sha256 of its bytes, 64 lower-case hexadecimal digits
 */
public record ModelFile(String name, String sha256) {
    /** The name of a manifest that tells none. */
    public static final String USUAL = "model.onnx";
}
