package dev.tickwork.upstream;

import java.time.Clock;

/** Everything that belongs to sending mail. */
record MailLane(
        MailPolicy policy,
        Gate gate,
        MailWire wire,
        MailFailures failures,
        Breaker breaker,
        Pace pace,
        History history,
        UpstreamMeters meters,
        Clock clock) {
    /** What mail is called among the providers. */
    static final String NAME = "mail";
}
