/** How the engine works inside: what is due is claimed, run, watched and recorded. Others use dev.tickwork.jobs. */
@NullMarked
@CheckReturnValue
package dev.tickwork.jobs.engine;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
