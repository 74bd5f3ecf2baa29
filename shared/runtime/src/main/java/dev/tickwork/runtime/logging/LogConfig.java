package dev.tickwork.runtime.logging;

/**
 * The {@code log} part of {@code conf/node.yaml}.
 *
 * @param level what is written, and all that is graver
 * @param format how it is written
 */
public record LogConfig(LogLevel level, LogFormat format) {}
