/** The event-bus bridge for browsers: SockJS, one subscription per topic, one encoding per message. */
@NullMarked
@CheckReturnValue
package dev.tickwork.gateway.bridge;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
