package dev.tickwork.domain.market;

import java.time.Instant;

/** When a market trades. */
public interface MarketHours {
    /** Open at every moment. */
    MarketHours ALWAYS = new MarketHours() {
        @Override
        public boolean isOpen(Instant at) {
            return true;
        }

        @Override
        public Instant nextOpen(Instant at) {
            return at;
        }

        @Override
        public Instant nextClose(Instant at) {
            return Instant.MAX;
        }
    };

    /** Whether it trades at {@code at}; the opening instant belongs to the session, the closing one does not. */
    boolean isOpen(Instant at);

    /** The first instant at or after {@code at} at which it trades; {@code at} itself while it is open. */
    Instant nextOpen(Instant at);

    /** The first instant at or after {@code at} at which it is closed; {@link Instant#MAX} when that never comes. */
    Instant nextClose(Instant at);
}
