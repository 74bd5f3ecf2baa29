package dev.tickwork.pricefetcher.daily;

import java.math.BigDecimal;
import java.time.LocalDate;

/** The last price of a stored day. */
record StoredClose(String symbol, LocalDate date, BigDecimal close) {}
