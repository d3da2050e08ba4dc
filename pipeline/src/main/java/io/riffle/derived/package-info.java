/** The stage that computes derived features. Start with {@link io.riffle.derived.DerivedProcessor}. */
@NullMarked
package io.riffle.derived;

import org.jspecify.annotations.NullMarked;
