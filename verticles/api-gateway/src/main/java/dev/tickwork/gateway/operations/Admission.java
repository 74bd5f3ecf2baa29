package dev.tickwork.gateway.operations;

import dev.tickwork.domain.time.Time;
import dev.tickwork.gateway.auth.Identity;
import dev.tickwork.gateway.contract.ApiOperation;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.Role;
import dev.tickwork.redis.Permit;
import dev.tickwork.redis.Rate;
import dev.tickwork.redis.SharedRateLimit;
import io.vertx.core.Future;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Decides who may call an operation now: by role, then by how often. */
public final class Admission {
    private static final Permit UNLIMITED = new Permit(true, Duration.ZERO, 0, 0, Duration.ZERO);

    private final SharedRateLimit limit;
    private final Rate rate;
    private final Time time;

    /** @param rate how often one subject, or one address without a subject, may call, over all gateways */
    public Admission(SharedRateLimit limit, Rate rate, Time time) {
        this.limit = limit;
        this.rate = rate;
        this.time = time;
    }

    /**
     * @param identity null when nobody said who they are
     * @param address where the request comes from
     * @return the permit, which may not be granted; a limit of 0 stands for none. Fails with a problem (403) when the role
     *     may not
     */
    public Future<Permit> admit(ApiOperation operation, @Nullable Identity identity, String address) {
        if (operation.isPublic() && operation.isSafe()) {
            return Future.succeededFuture(UNLIMITED); // supervisors ask often, and the answer costs nothing
        }
        if (identity != null && !operation.isFor(identity.role())) {
            return Future.failedFuture(forbidden(operation, identity));
        }
        String name = identity == null ? "address:" + address : "user:" + identity.subject();
        return limit.tryAcquire(name, rate, time.now());
    }

    /** What the caller is told whose permit is not granted. */
    public static ApiProblem tooFast(Permit permit) {
        return ApiProblem.tooManyRequests(
                "more than " + permit.limit() + " requests at once, or too many a minute", permit.delay());
    }

    private static ApiProblem forbidden(ApiOperation operation, Identity identity) {
        return ApiProblem.of(
                403,
                "role_too_low",
                "this needs the role " + least(operation) + ", and you are "
                        + identity.role().label());
    }

    private static String least(ApiOperation operation) {
        Role least = operation.leastRole();
        return least == null ? "of anybody" : least.label();
    }
}
