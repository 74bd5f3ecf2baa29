package dev.tickwork.bench.fanout;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;

/** Cuts what comes from a server into websocket frames. As cheap as can be, so that the clients do not set the pace. */
final class FrameReader implements Handler<Buffer> {
    private static final int MASK_LENGTH = 0x7f;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;

    private final Consumer<Buffer> payloads;
    private Buffer rest = Buffer.buffer();

    FrameReader(Consumer<Buffer> payloads) {
        this.payloads = payloads;
    }

    @Override
    public void handle(Buffer data) {
        Buffer all = rest.length() == 0 ? data : rest.appendBuffer(data);
        int from = 0;
        int end = endOfFrame(all, from);
        while (end > 0 && end <= all.length()) {
            payloads.accept(all.slice(startOfPayload(all, from), end));
            from = end;
            end = endOfFrame(all, from);
        }
        rest = from == all.length() ? Buffer.buffer() : all.getBuffer(from, all.length());
    }

    /** Where the frame ends; 0 when its length is not here yet. */
    private static int endOfFrame(Buffer data, int from) {
        if (data.length() < from + 2) {
            return 0;
        }
        int start = startOfPayload(data, from);
        if (data.length() < start) {
            return 0;
        }
        return start + payloadLength(data, from);
    }

    private static int payloadLength(Buffer data, int from) {
        int length = data.getByte(from + 1) & MASK_LENGTH;
        if (length == TWO_BYTES) {
            return data.getUnsignedShort(from + 2);
        }
        return length == EIGHT_BYTES ? Math.toIntExact(data.getLong(from + 2)) : length;
    }

    private static int startOfPayload(Buffer data, int from) {
        int length = data.getByte(from + 1) & MASK_LENGTH;
        int extra = length == TWO_BYTES ? Short.BYTES : length == EIGHT_BYTES ? Long.BYTES : 0;
        return from + 2 + extra;
    }
}
