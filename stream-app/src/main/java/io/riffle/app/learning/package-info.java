/** What a learner of outcomes would have made of recorded events, and a model of what it learned. */
@NullMarked
package io.riffle.app.learning;

import org.jspecify.annotations.NullMarked;
