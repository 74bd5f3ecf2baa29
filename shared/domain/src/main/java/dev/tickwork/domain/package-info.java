/** What every room agrees on; nothing but the JDK is needed to read it. */
@NullMarked
@CheckReturnValue
package dev.tickwork.domain;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
