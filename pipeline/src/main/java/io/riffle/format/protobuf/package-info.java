/** Protobuf messages as JSON tokens, by descriptors that are known at run time only. */
@NullMarked
package io.riffle.format.protobuf;

import org.jspecify.annotations.NullMarked;
