/**
 * Whether the rows that a model version scores still look like those of its training: every scored row is counted into the
 * bins of the version's reference profile ({@link io.riffle.watch.drift.DriftProcessor}), and each window's counts are held
 * against the profile's ({@link io.riffle.watch.drift.DriftJudge}). What an alarm is worth is in docs/DRIFT.md.
 */
@NullMarked
package io.riffle.watch.drift;

import org.jspecify.annotations.NullMarked;
