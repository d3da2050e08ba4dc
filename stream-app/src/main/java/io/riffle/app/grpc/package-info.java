/** The Open Inference Protocol V2 over gRPC. Start with {@link io.riffle.app.grpc.GrpcServer}. */
@NullMarked
package io.riffle.app.grpc;

import org.jspecify.annotations.NullMarked;
