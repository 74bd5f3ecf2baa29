/** How gaps end: asked for through candle-ingest, then repaired, proven empty, or known as a downtime. */
@NullMarked
@CheckReturnValue
package dev.tickwork.gaprepair.repair;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
