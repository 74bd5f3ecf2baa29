package dev.tickwork.providers;

/**
 * How much one call may ask for.
 *
 * @param symbols at most
 * @param days from the first to the last, both counted, at most
 * @param rows symbols times days at most, so that an answer is neither too large to read nor too long to wait for
 */
public record CallLimits(int symbols, int days, int rows) {
    public CallLimits {
        if (symbols < 1 || days < 1 || rows < days) {
            throw new IllegalArgumentException(
                    "limits: " + symbols + " symbols, " + days + " days, " + rows + " rows allow no call");
        }
    }

    /** How many symbols one call may ask for over so many days, at least one. */
    public int symbolsOver(long askedDays) {
        return (int) Math.max(1, Math.min(symbols, rows / askedDays));
    }
}
