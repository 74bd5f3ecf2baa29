package dev.tickwork.gateway.web;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The content security policies of the pages: everything from this server, nothing inline, nothing evaluated. */
final class ContentPolicy {
    static final String HEADER = "Content-Security-Policy";

    private static final Pattern IMPORT_MAP =
            Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);
    private static final String BASE =
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
                    + "connect-src 'self'; manifest-src 'self'; ";

    private ContentPolicy() {}

    /** The console's: its import map, which must be inline, is allowed by its digest. */
    static String console(String html) {
        return BASE + "img-src 'self'; style-src 'self'; script-src 'self' 'sha256-" + digestOfImportMap(html) + "'";
    }

    /** Swagger UI's: it draws its icons from {@code data:} and writes style attributes. */
    static String docs() {
        return BASE + "img-src 'self' data:; style-src 'self' 'unsafe-inline'; script-src 'self'";
    }

    private static String digestOfImportMap(String html) {
        Matcher map = IMPORT_MAP.matcher(html);
        if (!map.find()) {
            throw new IllegalStateException("the console's page has no import map");
        }
        return Asset.sha256(map.group(1));
    }
}
