/** The verticles of a process: how they get onto it, and how each is redeployed while the others go on. */
@NullMarked
@CheckReturnValue
package dev.tickwork.runtime.deployment;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
