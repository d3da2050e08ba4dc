package io.riffle.app.grpc;

import io.grpc.Decompressor;
import java.io.InputStream;
import java.util.zip.InflaterInputStream;

/** Messages that a client has packed with {@code deflate}; the other packing of gRPC, {@code gzip}, the server knows itself. */
final class Deflate implements Decompressor {
    @Override
    public String getMessageEncoding() {
        return "deflate";
    }

    @Override
    public InputStream decompress(InputStream packed) {
        return new InflaterInputStream(packed);
    }
}
