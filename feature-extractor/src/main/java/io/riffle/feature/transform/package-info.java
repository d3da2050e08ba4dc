/** The built-in transforms, each with the factory by which {@link java.util.ServiceLoader} finds it. */
@NullMarked
package io.riffle.feature.transform;

import org.jspecify.annotations.NullMarked;
