/** The job engine: what runs, when, where, how it ended. Its truth is in Postgres. */
@NullMarked
@CheckReturnValue
package dev.tickwork.jobs;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
