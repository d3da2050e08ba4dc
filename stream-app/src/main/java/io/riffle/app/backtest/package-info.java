/** Two model versions on the same features. Start with {@link io.riffle.app.backtest.Backtest}. */
@NullMarked
package io.riffle.app.backtest;

import org.jspecify.annotations.NullMarked;
