/** Calls the HTTP API as a client would, and holds each answer against the contract. */
@NullMarked
@CheckReturnValue
package dev.tickwork.testkit.api;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
