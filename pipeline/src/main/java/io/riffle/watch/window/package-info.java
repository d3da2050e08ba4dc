/**
 * Counting scored rows in windows of event time, partition by partition, and adding the parts up. A kind of counts is a
 * {@link io.riffle.watch.window.MergeableCounts} with a {@link io.riffle.watch.window.WindowKind}: a stage adds rows through
 * {@link io.riffle.watch.window.OpenWindowsStore}, closes its windows with {@link io.riffle.watch.window.WindowedCounting}, the counts of all partitions meet in
 * {@link io.riffle.watch.window.MergeWindowsProcessor}.
 */
@NullMarked
package io.riffle.watch.window;

import org.jspecify.annotations.NullMarked;
