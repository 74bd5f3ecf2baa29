package dev.tickwork.gateway;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A chunked body as the bytes that it carries; one without a proper end is an {@link EOFException}. */
final class Dechunked extends InputStream {
    private static final int HEX = 16;

    private final InputStream in;
    private int left;
    private boolean isOver;

    Dechunked(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (left == 0 && !isOver) {
            left = Integer.parseInt(line(), HEX);
            isOver = left == 0;
        }
        if (isOver) {
            return -1;
        }
        int read = in.read(into, offset, Math.min(length, left));
        if (read < 0) {
            throw new EOFException("the connection ended within a chunk");
        }
        left -= read;
        if (left == 0) {
            var unused = line();
        }
        return read;
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection ended between chunks");
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }
}
