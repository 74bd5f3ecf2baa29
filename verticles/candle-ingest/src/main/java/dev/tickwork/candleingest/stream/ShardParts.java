package dev.tickwork.candleingest.stream;

import io.micrometer.core.instrument.Counter;

/**
 * What the shards of a node share.
 *
 * @param line what connections are made of
 * @param outlet where what they bring goes
 * @param catchUps what they miss is asked for
 * @param maintenances what the exchange says of itself is noted
 * @param unstored counts what they heard and had no room for
 */
record ShardParts(
        Home home,
        LineParts line,
        StreamOutlet outlet,
        CatchUps catchUps,
        Maintenances maintenances,
        StreamSettings settings,
        Counter unstored) {}
