/** What gap-repair answers over HTTP. */
@NullMarked
@CheckReturnValue
package dev.tickwork.gaprepair.answers;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
