/** Reading and showing what the quality topic holds. */
@NullMarked
package io.riffle.app.quality;

import org.jspecify.annotations.NullMarked;
