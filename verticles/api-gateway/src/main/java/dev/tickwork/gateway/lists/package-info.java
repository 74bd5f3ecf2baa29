/** Lists that are longer than one answer on the bus may be: pulled page by page and written as JSON or CSV. */
@NullMarked
@CheckReturnValue
package dev.tickwork.gateway.lists;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
