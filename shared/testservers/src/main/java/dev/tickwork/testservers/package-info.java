/** Real servers for tests, the faults a network puts between them and us, a clock that tests move, and how to wait. */
@NullMarked
@CheckReturnValue
package dev.tickwork.testservers;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
