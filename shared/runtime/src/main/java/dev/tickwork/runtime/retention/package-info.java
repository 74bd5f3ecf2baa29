/** What is kept how long: every room's old rows go into archives, and cleanup asks all rooms for it. */
@NullMarked
@CheckReturnValue
package dev.tickwork.runtime.retention;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
