package io.riffle.app.alerts;

import io.riffle.metrics.OperationsTotals.Totals;

/**
 * What an instance knows of itself at one moment.
 *
 * @param atMs milliseconds since the epoch
 * @param lag records that are not read yet, of all its partitions together
 * @param partitions of the events topic that it reads
 */
record Sample(long atMs, Totals totals, long lag, int partitions) {}
