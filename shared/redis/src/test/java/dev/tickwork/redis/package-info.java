/** Tests against a real Redis that is stopped, hung and started again. */
@NullMarked
package dev.tickwork.redis;

import org.jspecify.annotations.NullMarked;
