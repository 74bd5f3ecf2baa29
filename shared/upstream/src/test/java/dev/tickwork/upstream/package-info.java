/** Tests against local servers that misbehave in every way we have met, and a real Redis. */
@NullMarked
package dev.tickwork.upstream;

import org.jspecify.annotations.NullMarked;
