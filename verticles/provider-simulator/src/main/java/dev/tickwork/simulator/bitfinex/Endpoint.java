package dev.tickwork.simulator.bitfinex;

/**
 * Where a call goes, such as {@code v2/candles/trade:1m:tBTCUSD/hist}.
 *
 * @param family {@code candles}; what calls are counted by. Empty when there is no such thing
 * @param item {@code trade:1m:tBTCUSD}; empty when there is none
 * @param section {@code hist}; empty when there is none
 */
record Endpoint(String family, String item, String section) {
    private static final int VERSION = 0;
    private static final int FAMILY = 1;
    private static final int ITEM = 2;
    private static final int SECTION = 3;

    static Endpoint of(String path) {
        String[] parts = path.split("/");
        return part(parts, VERSION).equals("v2")
                ? new Endpoint(part(parts, FAMILY), part(parts, ITEM), part(parts, SECTION))
                : new Endpoint("", "", "");
    }

    /** Whether it answers during maintenance, too. */
    boolean isStatus() {
        return family.equals("platform") && item.equals("status");
    }

    private static String part(String[] parts, int index) {
        return parts.length > index ? parts[index] : "";
    }
}
