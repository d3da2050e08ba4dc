/** Model folders: manifest, safe loading, versions. Start with {@code ModelManifest}. */
@NullMarked
package io.riffle.model.folder;

import org.jspecify.annotations.NullMarked;
