package dev.tickwork.gateway.http;

import dev.tickwork.messages.ApiProblem;
import java.util.Map;

/** What callers are told where nothing is known but the status. */
final class PlainProblems {
    private static final int INTERNAL = 500;

    private static final Map<Integer, ApiProblem> BY_STATUS = Map.of(
            400,
            ApiProblem.of(400, "bad_request", "the request cannot be understood"),
            404,
            ApiProblem.of(404, "not_found", "there is nothing at this address; /docs shows what there is"),
            405,
            ApiProblem.of(405, "method_not_allowed", "this address does not take that method; see Allow"),
            406,
            ApiProblem.of(406, "not_acceptable", "the answer cannot be given in a form that is accepted"),
            413,
            ApiProblem.of(413, "too_large", "the body is larger than is taken here"),
            414,
            ApiProblem.of(414, "uri_too_long", "the address is longer than is taken here"),
            415,
            ApiProblem.of(415, "unsupported_media_type", "the body must be application/json in UTF-8"),
            431,
            ApiProblem.of(431, "headers_too_large", "the headers are larger than is taken here"),
            INTERNAL,
            ApiProblem.of(INTERNAL, "internal_error", "something went wrong here; the log knows the request id"));

    private PlainProblems() {}

    static ApiProblem of(int status) {
        ApiProblem known = BY_STATUS.get(status);
        if (known != null) {
            return known;
        }
        return status >= 400 && status < INTERNAL
                ? ApiProblem.of(status, "refused", "the request was refused")
                : ApiProblem.of(INTERNAL, "internal_error", "something went wrong here; the log knows the request id");
    }
}
