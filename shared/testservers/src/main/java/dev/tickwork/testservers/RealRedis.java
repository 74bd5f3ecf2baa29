package dev.tickwork.testservers;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test that asks for {@link TestRedis} a real Redis, running and empty at the start of each test.
 *
 * <p>It is started once per JVM, when the first test asks: the one at {@code TICKWORK_TEST_REDIS} (a {@code redis://}
 * URL; everything in it is erased), else a container of {@code REDIS_IMAGE} where a Docker engine answers, else an
 * embedded one.
 */
public final class RealRedis implements ParameterResolver, BeforeEachCallback {

    /** The one Redis of this JVM, for what runs outside JUnit. */
    public static TestRedis shared() {
        return Shared.REDIS;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        shared().startEmpty();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestRedis.class;
    }

    @Override
    public TestRedis resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return shared();
    }

    private static final class Shared {
        static final TestRedis REDIS = new TestRedis(RedisServers.start());
    }
}
