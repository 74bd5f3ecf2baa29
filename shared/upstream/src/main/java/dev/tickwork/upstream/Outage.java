package dev.tickwork.upstream;

import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;

/** What goes wrong on the wire. */
final class Outage {
    private Outage() {}

    /** The failure for operators, to follow the name of the place. */
    static String inWords(Throwable failure, Redactor redactor) {
        if (failure instanceof TimeoutException) {
            return "did not answer in time";
        }
        if (failure instanceof UnknownHostException) {
            return "has no address";
        }
        String message = failure.getMessage();
        String kind = failure.getClass().getSimpleName();
        return "could not be asked: " + redactor.redact(message == null ? kind : kind + ": " + message);
    }
}
