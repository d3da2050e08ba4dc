/** What is inside an ONNX file, read without running it, and writing small ones. Start with {@link io.riffle.model.graph.GraphInspector}. */
@NullMarked
package io.riffle.model.graph;

import org.jspecify.annotations.NullMarked;
