/** Who asks: API keys, our own session tokens, tokens of a configured issuer, and their revocation. */
@NullMarked
@CheckReturnValue
package dev.tickwork.gateway.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
