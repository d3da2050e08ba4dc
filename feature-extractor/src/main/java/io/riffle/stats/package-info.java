/** Statistics that training, serving and tests share; each names the source of its formula. */
@NullMarked
package io.riffle.stats;

import org.jspecify.annotations.NullMarked;
