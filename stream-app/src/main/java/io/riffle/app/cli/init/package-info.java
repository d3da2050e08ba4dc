/** {@code riffle init}: a pipeline proposed from events and a model. */
@NullMarked
package io.riffle.app.cli.init;

import org.jspecify.annotations.NullMarked;
