/** Model folders: manifest, safe loading, versions. Start with {@code ModelManifest}. */
@NullMarked
package io.riffle.registry;

import org.jspecify.annotations.NullMarked;
