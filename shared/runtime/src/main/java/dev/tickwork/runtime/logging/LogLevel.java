package dev.tickwork.runtime.logging;

/** How grave a line of the log is. */
public enum LogLevel {
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR
}
