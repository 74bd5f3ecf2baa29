/** The contract over HTTP: routes, limits, headers, problem documents. */
@NullMarked
@CheckReturnValue
package dev.tickwork.gateway.http;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
