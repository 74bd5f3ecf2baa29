package dev.tickwork.messages;

/**
 * Who asks, as the gateway established it.
 *
 * @param subject a person's or program's stable name; keys and tokens belong to one
 * @param role what the subject may do
 */
public record Caller(String subject, Role role) {}
