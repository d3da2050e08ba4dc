/** Writes ONNX files without a library: a graph of operators and constants, and its bytes. Start with {@code OnnxGraph}. */
@NullMarked
package io.riffle.onnx;

import org.jspecify.annotations.NullMarked;
