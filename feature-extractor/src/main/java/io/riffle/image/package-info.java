/**
 * Images to numbers: {@link io.riffle.image.ImageDecoder} turns bytes into {@link io.riffle.image.PixelRows}, and
 * {@link io.riffle.image.ImageStep}s crop, resize and normalise those. Pixels are read row by row, so that a large photo
 * takes no more memory than what is made of it.
 */
@NullMarked
package io.riffle.image;

import org.jspecify.annotations.NullMarked;
