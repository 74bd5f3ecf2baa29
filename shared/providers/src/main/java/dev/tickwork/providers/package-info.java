/** What the system asks of data providers: one port per kind of data. */
@NullMarked
@CheckReturnValue
package dev.tickwork.providers;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
