package dev.tickwork.messages;

/** Goes over the values of a JSON text without reading them: it looks for their ends only. */
final class JsonCursor {
    private final String text;
    private int at;

    JsonCursor(String text) {
        this.text = text;
    }

    /** Goes into an object or array. @return false when that is empty */
    boolean enter(char opening, char closing) {
        skip(opening);
        if (here() != closing) {
            return true;
        }
        at++;
        return false;
    }

    /** Goes on behind a value in it. @return false when that was the last one */
    boolean next(char closing) {
        boolean isLast = here() == closing;
        skip(isLast ? closing : ',');
        return !isLast;
    }

    /** The value that begins here, as it is written. */
    String value() {
        int begin = begin();
        skipValue();
        return text.substring(begin, at);
    }

    void skip(char expected) {
        if (here() != expected) {
            throw new WireException("not JSON: there is no " + expected + " at " + at, null);
        }
        at++;
    }

    void skipValue() {
        switch (here()) {
            case '"' -> skipString();
            case '{', '[' -> skipNested();
            default -> skipScalar();
        }
    }

    private int begin() {
        var unused = here();
        return at;
    }

    /** The next character that is not white. */
    private char here() {
        while (Character.isWhitespace(charAt(at))) {
            at++;
        }
        return charAt(at);
    }

    private void skipNested() {
        int depth = 0;
        do {
            switch (charAt(at)) {
                case '"' -> skipString();
                case '{', '[' -> {
                    depth++;
                    at++;
                }
                case '}', ']' -> {
                    depth--;
                    at++;
                }
                default -> at++;
            }
        } while (depth > 0);
    }

    private void skipString() {
        int end = at;
        do {
            end = text.indexOf('"', end + 1);
            if (end < 0) {
                throw new WireException("not JSON: the text at " + at + " has no end", null);
            }
        } while (isEscaped(end));
        at = end + 1;
    }

    private boolean isEscaped(int quote) {
        int backslashes = 0;
        while (text.charAt(quote - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    private void skipScalar() {
        while (at < text.length() && ",}] \t\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
    }

    private char charAt(int index) {
        if (index >= text.length()) {
            throw new WireException("not JSON: it ends too early", null);
        }
        return text.charAt(index);
    }
}
