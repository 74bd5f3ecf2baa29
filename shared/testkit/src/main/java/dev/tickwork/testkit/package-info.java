/** What tests of rooms have in common: a migrated database of their own, and waiting that reads from top to bottom. */
@NullMarked
@CheckReturnValue
package dev.tickwork.testkit;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
