/** Hears candles as they change and stores them. One node at a time listens to a series. */
@NullMarked
@CheckReturnValue
package dev.tickwork.candleingest.stream;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
