package dev.tickwork.jobs.notices;

import dev.tickwork.messages.Wire;
import java.util.UUID;

/**
 * A notice that this node has taken to send.
 *
 * @param incident with sequence and channel, which row it is
 * @param job of which it speaks
 * @param payload as it is stored; what a newer release has put in may not be readable
 * @param attempts this one included, from 1; those that a switch held back do not count
 */
record DueNotice(UUID incident, int sequence, NoticeChannel channel, String job, String payload, int attempts) {
    /** What there is to say; a {@link dev.tickwork.messages.WireException} when it cannot be read. */
    Notice notice() {
        return Wire.decode(payload, Notice.class);
    }
}
