package dev.tickwork.messages;

import java.time.Duration;

/**
 * A question that one of those who listen answers.
 *
 * @param address where it is asked; families are {@code api.} and {@code node.}
 * @param question the record that is asked
 * @param answer the record that comes back
 * @param timeout how long the asker waits
 */
public record Call<Q extends Record, A extends Record>(
        String address, Class<Q> question, Class<A> answer, Duration timeout) {}
