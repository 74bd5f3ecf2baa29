package dev.tickwork.jobs;

/** Words of others, kept to a length that a row can bear. */
final class Texts {
    private Texts() {}

    static String atMost(int length, String text) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }
}
