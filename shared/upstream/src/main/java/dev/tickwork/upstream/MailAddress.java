package dev.tickwork.upstream;

import java.util.regex.Pattern;

/** What a plain address of a mailbox looks like. */
public final class MailAddress {
    /** Narrower than RFC 5322, so that no address can end a header line or bring a second recipient. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._%+/=-]{1,64}@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)*");

    private MailAddress() {}

    /** Whether it is {@code someone@somewhere}, without a name before it. */
    public static boolean isPlain(String address) {
        return PLAIN.matcher(address).matches();
    }

    /** What stands behind the {@code @}. */
    static String domain(String address) {
        return address.substring(address.indexOf('@') + 1);
    }
}
