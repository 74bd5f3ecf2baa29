/** Who is told when jobs fail: failures in a row are an incident, an incident a few notices, each sent once at most. */
@NullMarked
@CheckReturnValue
package dev.tickwork.jobs.notices;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
