/** The one HTTP server: wires contract, access, live values, bridge and console together. */
@NullMarked
@CheckReturnValue
package dev.tickwork.gateway;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
