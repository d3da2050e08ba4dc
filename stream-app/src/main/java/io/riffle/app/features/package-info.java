/** Files of feature values on their way into the store. Start with {@link io.riffle.app.features.FeatureLoad}. */
@NullMarked
package io.riffle.app.features;

import org.jspecify.annotations.NullMarked;
