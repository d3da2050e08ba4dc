/**
 * How a pipeline's settings and a model's manifest are read: positions, origins, placeholders, overrides, and all
 * problems at once. Knows no setting of Riffle itself. Start with {@link io.riffle.settings.SettingsReader} and
 * {@link io.riffle.settings.Section}.
 */
@NullMarked
package io.riffle.settings;

import org.jspecify.annotations.NullMarked;
