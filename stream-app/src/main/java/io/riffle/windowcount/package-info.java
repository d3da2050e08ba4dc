/**
 * Counting scored rows in windows of event time, partition by partition, and adding the parts up. A kind of counts is a
 * {@link io.riffle.windowcount.MergeableCounts} with a {@link io.riffle.windowcount.WindowKind}: a stage adds rows through
 * {@link io.riffle.windowcount.OpenWindowsStore}, the counts of all partitions meet in
 * {@link io.riffle.windowcount.MergeWindowsProcessor}.
 */
@NullMarked
package io.riffle.windowcount;

import org.jspecify.annotations.NullMarked;
