package dev.tickwork.runtime;

import dev.tickwork.domain.market.InstrumentCatalog;
import dev.tickwork.postgres.Database;
import dev.tickwork.runtime.replies.IdempotentReplies;

/**
 * Where a process keeps things.
 *
 * @param database the truth
 * @param redis copies and pushes
 * @param instruments what was read from the database at the start
 * @param replies answers to requests that may be repeated
 */
record Stores(Database database, RedisParts redis, InstrumentCatalog instruments, IdempotentReplies replies) {}
