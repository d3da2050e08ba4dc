/** Scoring with ONNX Runtime; the only package that knows it. Start with {@link io.riffle.scoring.onnx.OnnxModelRuntime}. */
@NullMarked
package io.riffle.scoring.onnx;

import org.jspecify.annotations.NullMarked;
