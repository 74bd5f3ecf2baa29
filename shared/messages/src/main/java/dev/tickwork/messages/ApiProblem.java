package dev.tickwork.messages;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request that cannot be met, as its caller is told. Becomes an RFC 9457 problem document at the gateway. The detail is
 * for the caller's eyes: it says what is wrong and what would be right, and holds no secret.
 */
public final class ApiProblem extends RuntimeException {
    /**
     * One thing that is wrong in the request.
     *
     * @param field where: a parameter's name or a JSON pointer into the body
     * @param message what is wrong with it and what would be right
     */
    public record Invalid(String field, String message) {}

    /** The problem as it travels on the bus. */
    record Body(
            int status,
            String code,
            String detail,
            @Nullable Duration retryAfter,
            List<Invalid> invalid) {
        Body {
            invalid = List.copyOf(invalid);
        }
    }

    private final transient Body body;

    private ApiProblem(Body body) {
        super(body.code() + ": " + body.detail());
        this.body = body;
    }

    /**
     * @param status the HTTP status, 400 to 599
     * @param code stable, snake_case, for programs
     * @param detail one sentence for people
     */
    public static ApiProblem of(int status, String code, String detail) {
        return new ApiProblem(new Body(status, code, detail, null, List.of()));
    }

    public static ApiProblem notFound(String detail) {
        return of(404, "not_found", detail);
    }

    /** What the caller asks for is not available now. */
    public static ApiProblem unavailable(String code, String detail, Duration retryAfter) {
        return new ApiProblem(new Body(503, code, detail, retryAfter, List.of()));
    }

    /** The request's form is right but these values are not. */
    public static ApiProblem invalid(List<Invalid> invalid) {
        return new ApiProblem(new Body(422, "invalid", "some values are not acceptable", null, invalid));
    }

    public static ApiProblem invalid(String field, String message) {
        return invalid(List.of(new Invalid(field, message)));
    }

    /** The request's form is not what the contract says. */
    public static ApiProblem badRequest(List<Invalid> invalid) {
        return new ApiProblem(new Body(400, "invalid_request", "the request does not fit the contract", null, invalid));
    }

    /** The caller asks faster than it may. */
    public static ApiProblem tooManyRequests(String detail, Duration retryAfter) {
        return new ApiProblem(new Body(429, "too_many_requests", detail, retryAfter, List.of()));
    }

    static ApiProblem of(Body body) {
        return new ApiProblem(body);
    }

    Body body() {
        return body;
    }

    public int status() {
        return body.status();
    }

    public String code() {
        return body.code();
    }

    public String detail() {
        return body.detail();
    }

    /** When to ask again; empty when that would not help or is not known. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(body.retryAfter());
    }

    /** What is wrong, field by field; empty when the whole request is. */
    public List<Invalid> invalid() {
        return body.invalid();
    }
}
