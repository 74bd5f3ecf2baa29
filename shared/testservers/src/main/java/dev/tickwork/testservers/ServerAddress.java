package dev.tickwork.testservers;

/** Where a server listens. */
record ServerAddress(String host, int port) {}
