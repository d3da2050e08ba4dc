package io.riffle.model.folder;

/** A model version as read from its folder: the manifest and the bytes whose checksum was compared with it. */
public record ModelArtifact(ModelManifest manifest, byte[] bytes) {}
