package dev.tickwork.testservers;

import java.util.function.Consumer;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test that asks for a {@link TestDatabase} a fresh, empty one of a real Postgres, dropped after the test.
 *
 * <p>The server is started once per JVM, when the first test asks: the one at {@code TICKWORK_TEST_PG} (a
 * {@code postgres://} URL of a superuser), else a container of {@code POSTGRES_IMAGE} where a Docker engine answers,
 * else an embedded one. A database asked for in {@code @BeforeAll} is shared by the tests of its class.
 */
public final class RealPostgres implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(RealPostgres.class);

    /** An empty database; the caller closes it. */
    public static TestDatabase empty() {
        return TestDatabases.shared().empty();
    }

    /**
     * A copy of a template that is made at the first call with its name: some 40 ms instead of a whole migration.
     *
     * @param template names the template within this JVM
     * @param fill receives the URL of the empty template and must leave no connection to it open
     */
    public static TestDatabase fromTemplate(String template, Consumer<String> fill) {
        return TestDatabases.shared().copyOf(template, fill);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestDatabase.class;
    }

    @Override
    public TestDatabase resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(NAMESPACE)
                .getOrComputeIfAbsent(TestDatabase.class, type -> empty(), TestDatabase.class);
    }
}
