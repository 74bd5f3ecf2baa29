/** What is traded, and when. */
@NullMarked
@CheckReturnValue
package dev.tickwork.domain.market;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
