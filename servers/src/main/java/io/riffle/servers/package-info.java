/** Servers for the demo, the benchmarks and the tests, as child processes on this machine; never used by a pipeline. */
@NullMarked
package io.riffle.servers;

import org.jspecify.annotations.NullMarked;
