/** Servers and contenders as processes of their own, and what is measured about them. Start with {@link io.riffle.benchmark.harness.Workbench}. */
@NullMarked
package io.riffle.benchmark.harness;

import org.jspecify.annotations.NullMarked;
