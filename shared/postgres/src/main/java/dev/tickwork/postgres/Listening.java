package dev.tickwork.postgres;

/** A handler that hears the notifications of one channel. */
@FunctionalInterface
public interface Listening {
    /** It hears nothing any more. Safe to repeat. */
    void end();
}
