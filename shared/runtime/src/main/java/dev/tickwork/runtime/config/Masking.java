package dev.tickwork.runtime.config;

import java.util.regex.Pattern;

/** Takes passwords out of what is shown to people. */
final class Masking {
    private static final Pattern LOGIN = Pattern.compile("://[^\"]*@");

    private Masking() {}

    /** The text with the login of any URL in it hidden. */
    static String ofUrls(String text) {
        return LOGIN.matcher(text).replaceAll("://***@");
    }
}
