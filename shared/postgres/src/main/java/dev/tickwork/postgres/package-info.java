/** The way to Postgres: transactions, rows, notifications and migrations, without a word about what is stored. */
@NullMarked
@CheckReturnValue
package dev.tickwork.postgres;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
