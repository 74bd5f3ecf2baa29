package dev.tickwork.runtime;

import dev.tickwork.domain.market.InstrumentCatalog;
import dev.tickwork.postgres.Database;

/**
 * Where a process keeps things.
 *
 * @param database the truth
 * @param redis copies and pushes
 * @param instruments what was read from the database at the start
 */
record Stores(Database database, RedisParts redis, InstrumentCatalog instruments) {}
