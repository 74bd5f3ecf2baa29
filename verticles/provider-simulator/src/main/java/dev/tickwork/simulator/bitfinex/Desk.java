package dev.tickwork.simulator.bitfinex;

/**
 * What every connection of the stream works with.
 *
 * @param symbols what is traded
 * @param history the candles there are
 * @param condition how the exchange is doing
 */
record Desk(BitfinexSymbols symbols, History history, Condition condition) {}
