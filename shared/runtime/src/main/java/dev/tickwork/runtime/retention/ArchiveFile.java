package dev.tickwork.runtime.retention;

/**
 * An archive on disk.
 *
 * @param file below the folder of all archives
 * @param bytes its size
 * @param sha256 of its bytes, in hex
 */
record ArchiveFile(String file, long bytes, String sha256) {}
