/** What every part that handles models needs: why one is refused, and how its texts are shown. */
@NullMarked
package io.riffle.model;

import org.jspecify.annotations.NullMarked;
