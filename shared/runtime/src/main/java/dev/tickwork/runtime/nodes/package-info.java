/** The processes of one installation: who they are, how they are and where they run. */
@NullMarked
@CheckReturnValue
package dev.tickwork.runtime.nodes;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
