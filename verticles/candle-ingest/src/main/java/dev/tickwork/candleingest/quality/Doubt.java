package dev.tickwork.candleingest.quality;

/**
 * Why a candle is doubted.
 *
 * @param rule that it breaks
 * @param reason in words for people
 */
public record Doubt(Rule rule, String reason) {}
