package dev.tickwork.upstream;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/** Unpacks a body and stops as soon as it has grown too large: a few packed bytes can hold a flood. */
final class Gzip {
    private Gzip() {}

    /** Blocks for as long as the unpacking takes. */
    static Buffer unpack(Buffer packed, int maxBytes) throws IOException {
        try (var unpacking = new GZIPInputStream(new ByteArrayInputStream(packed.getBytes()))) {
            byte[] plain = unpacking.readNBytes(maxBytes + 1);
            if (plain.length > maxBytes) {
                throw new BodyTooLarge();
            }
            return Buffer.buffer(plain);
        }
    }
}
