/** When a schedule fires and what becomes of missed fires, as pure rules: knows neither a clock nor a database. */
@NullMarked
@CheckReturnValue
package dev.tickwork.jobs.cron;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
