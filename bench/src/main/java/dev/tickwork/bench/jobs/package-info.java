/** How many jobs a second, how soon and at what cost, beside other job engines on the same Postgres. */
@NullMarked
@CheckReturnValue
package dev.tickwork.bench.jobs;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
