package io.riffle.app.deploy;

import java.io.IOException;
import java.util.Optional;

/** A model registry somewhere else, from which versions are registered here. */
public interface RemoteModels {
    /**
     * A model file that was found.
     *
     * @param version as it is called there
     * @param sha256 what the registry says its hash is, in lower-case hexadecimal; empty if it says nothing
     */
    record Found(String name, String version, byte[] bytes, Optional<String> sha256) {}

    /**
     * Fetches the ONNX file behind {@code models:/name/version} or {@code models:/name@alias}.
     *
     * @param maxBytes larger files are refused while they are read
     * @throws IOException with a message for the user; never with a credential in it
     */
    Found fetch(String uri, long maxBytes) throws IOException, InterruptedException;
}
