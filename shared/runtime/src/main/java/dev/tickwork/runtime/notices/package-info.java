/** What notices about failing jobs say, and how they and heartbeats leave the house: the ports of the job engine, on upstream. */
@NullMarked
@CheckReturnValue
package dev.tickwork.runtime.notices;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
