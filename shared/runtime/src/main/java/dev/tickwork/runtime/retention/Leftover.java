package dev.tickwork.runtime.retention;

import java.nio.file.Path;
import java.util.UUID;

/** A file among the archives, of which only the ledger knows whether it counts. */
record Leftover(Path file, UUID archive, UUID run) {}
