package dev.tickwork.gateway.bridge;

import dev.tickwork.gateway.auth.Identity;
import dev.tickwork.messages.Role;
import java.util.List;
import java.util.regex.Pattern;

/** Which addresses a browser may hear. What is not listed here never leaves. */
final class LiveAddresses {
    private record Permitted(Pattern address, Role leastRole) {
        static Permitted to(Role leastRole, String regex) {
            return new Permitted(Pattern.compile(regex), leastRole);
        }
    }

    private static final String ONES_OWN = "live.user.";
    private static final String NAME = "[A-Za-z0-9_:-]+";
    private static final String SYMBOL = "[A-Za-z0-9][A-Za-z0-9._-]{0,19}";

    private static final List<Permitted> PERMITTED = List.of(
            Permitted.to(Role.VIEWER, "live\\.prices\\." + SYMBOL),
            Permitted.to(Role.VIEWER, "live\\.candles\\." + SYMBOL + "\\." + NAME),
            Permitted.to(Role.VIEWER, "live\\.predictions\\." + NAME),
            Permitted.to(Role.VIEWER, "live\\.jobs"),
            Permitted.to(Role.VIEWER, "live\\.news"),
            Permitted.to(Role.VIEWER, "live\\.system"));

    private LiveAddresses() {}

    static boolean mayHear(String address, Identity identity) {
        if (address.startsWith(ONES_OWN)) {
            return address.substring(ONES_OWN.length()).equals(identity.subject());
        }
        return PERMITTED.stream()
                .anyMatch(permitted -> identity.role().isAtLeast(permitted.leastRole())
                        && permitted.address().matcher(address).matches());
    }
}
