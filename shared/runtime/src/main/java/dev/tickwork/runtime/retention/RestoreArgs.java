package dev.tickwork.runtime.retention;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What to put back.
 *
 * @param archive as its file's name and its row have it
 * @param file where the file is now; null when it is where it was written
 */
public record RestoreArgs(UUID archive, @Nullable String file) {}
