package dev.tickwork.gaprepair.repair;

import java.util.random.RandomGenerator;

/**
 * By what rules gaps end.
 *
 * @param patience how long they wait, and how often an empty answer must come
 * @param leastSymbols how many symbols must be collected to tell a downtime
 * @param random for waits
 */
public record Endings(Patience patience, int leastSymbols, RandomGenerator random) {}
