package dev.tickwork.upstream;

import java.io.IOException;

/** More bytes than agreed, packed or unpacked. */
final class BodyTooLarge extends IOException {
    BodyTooLarge() {
        super("body too large");
    }
}
