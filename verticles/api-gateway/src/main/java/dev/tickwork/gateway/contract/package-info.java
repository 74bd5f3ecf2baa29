/** The HTTP contract: what is served, and what every request is checked against. */
@NullMarked
@CheckReturnValue
package dev.tickwork.gateway.contract;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
