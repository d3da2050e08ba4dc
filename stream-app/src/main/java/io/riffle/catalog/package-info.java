/** What is known about each feature of a pipeline. Start with {@link io.riffle.catalog.FeatureCatalog}. */
@NullMarked
package io.riffle.catalog;

import org.jspecify.annotations.NullMarked;
