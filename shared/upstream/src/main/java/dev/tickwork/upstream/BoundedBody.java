package dev.tickwork.upstream;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;

/** Reads a body piece by piece and hangs up as soon as it is larger than we want. */
final class BoundedBody {
    private final HttpClientResponse response;
    private final int maxBytes;
    private final Buffer body = Buffer.buffer();
    private final Promise<Buffer> whole = Promise.promise();

    private BoundedBody(HttpClientResponse response, int maxBytes) {
        this.response = response;
        this.maxBytes = maxBytes;
    }

    /** The whole body; fails with {@link BodyTooLarge}, or with what ended the connection. */
    static Future<Buffer> read(HttpClientResponse response, int maxBytes) {
        var reading = new BoundedBody(response, maxBytes);
        response.handler(reading::take);
        response.exceptionHandler(reading.whole::tryFail);
        response.endHandler(end -> reading.whole.tryComplete(reading.body));
        return reading.whole.future();
    }

    private void take(Buffer piece) {
        if (body.length() + piece.length() > maxBytes) {
            whole.tryFail(new BodyTooLarge());
            response.request().reset();
            return;
        }
        body.appendBuffer(piece);
    }
}
