package dev.tickwork.gaprepair.repair;

/**
 * What a run that repairs gaps did.
 *
 * @param newGaps gaps that it found first
 * @param repaired gaps whose candles it brought
 * @param provenEmpty gaps that it proved empty
 * @param exchangeDown gaps that it knows to be a downtime
 * @param failures gaps that it asked for in vain
 * @param openGaps how many there are about which something is left to do
 */
public record RepairResult(int newGaps, int repaired, int provenEmpty, int exchangeDown, int failures, int openGaps) {}
