package dev.tickwork.domain.broken;

import dev.tickwork.messages.Bus;

/** The domain may import nothing. */
record ImportsMessages(Bus bus) {}
