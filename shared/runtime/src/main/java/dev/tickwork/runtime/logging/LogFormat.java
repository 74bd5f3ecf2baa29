package dev.tickwork.runtime.logging;

/** How a line of the log looks. */
public enum LogFormat {
    /** For people: time, level, message, key-values. */
    TEXT,
    /** For machines: one JSON object. */
    JSON
}
