/** The console in a real browser, against a whole Tickwork. */
@NullMarked
@CheckReturnValue
package dev.tickwork.console;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
