/** The Postgres and the Redis that a standalone Tickwork brings along: real, durable servers in one data folder. */
@NullMarked
@CheckReturnValue
package dev.tickwork.standalone.servers;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
