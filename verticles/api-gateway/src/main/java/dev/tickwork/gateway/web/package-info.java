/** The pages for people: the console at {@code /} and the description of the API at {@code /docs}. */
@NullMarked
@CheckReturnValue
package dev.tickwork.gateway.web;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
