/** Real servers for tests, the faults a network puts between them and us, and a clock that tests move. */
@NullMarked
@CheckReturnValue
package dev.tickwork.testservers;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
