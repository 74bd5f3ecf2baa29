/** The system as its users run it: the jars that were built, in processes of their own. */
@NullMarked
@CheckReturnValue
package dev.tickwork.processes;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
