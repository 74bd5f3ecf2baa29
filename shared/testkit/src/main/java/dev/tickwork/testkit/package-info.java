/** What tests of rooms have in common: a migrated database, a bus that remembers, a job without its engine, and waiting. */
@NullMarked
@CheckReturnValue
package dev.tickwork.testkit;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
