/** Which series are collected. */
@NullMarked
@CheckReturnValue
package dev.tickwork.candleingest.series;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
