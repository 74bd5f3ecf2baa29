package dev.tickwork.jobs;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Whether a failed run is tried again, and when: by one rule, unless the class of the error has a rule of its own. There
 * is always a last attempt.
 *
 * @param rule for every class of error without one of its own
 * @param byErrorClass rules by {@link dev.tickwork.domain.Fault#code()}, or {@code bug}
 */
public record RetryPolicy(RetryRule rule, Map<String, RetryRule> byErrorClass) {
    /** Three more attempts, a minute apart and up to half a minute more. */
    public static final RetryPolicy STANDARD = of(RetryRule.fixed(3, Duration.ofSeconds(60), Duration.ofSeconds(30)));

    /** The first attempt is the last, as it should be where the next fire comes soon. */
    public static final RetryPolicy NEVER = of(RetryRule.NEVER);

    public RetryPolicy {
        byErrorClass = Map.copyOf(byErrorClass);
    }

    /** The same for every error but those that another attempt cannot help. */
    public static RetryPolicy of(RetryRule rule) {
        return new RetryPolicy(rule, Map.of("permanent", RetryRule.NEVER, "cancelled", RetryRule.NEVER));
    }

    /** The same, but an error of this class has a rule of its own. */
    public RetryPolicy when(String errorClass, RetryRule own) {
        Map<String, RetryRule> rules = new TreeMap<>(byErrorClass);
        rules.put(errorClass, own);
        return new RetryPolicy(rule, rules);
    }

    /**
     * How long to wait before the next attempt; empty when the failed one was the last.
     *
     * @param attempt the one that failed, from 1
     */
    public Optional<Duration> waitAfter(int attempt, String errorClass, RandomGenerator random) {
        return byErrorClass.getOrDefault(errorClass, rule).waitAfter(attempt, random);
    }

    /** How many attempts a run has at most when its workers keep disappearing. */
    public int attemptsWhenLost() {
        return byErrorClass.getOrDefault("lost", rule).retries() + 1;
    }
}
