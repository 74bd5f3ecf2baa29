package dev.tickwork.candleingest.stream;

import dev.tickwork.providers.CandleStreams;

/**
 * What connections share.
 *
 * @param gate through which they open, one after the other
 * @param patience how long they wait before the next try
 */
record LineParts(Home home, CandleStreams streams, Gate gate, Patience patience) {}
