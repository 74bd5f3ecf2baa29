package dev.tickwork.testkit;

import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.Migrations;
import dev.tickwork.postgres.PostgresConfig;
import dev.tickwork.postgres.PostgresUrl;
import dev.tickwork.testservers.Await;
import dev.tickwork.testservers.RealPostgres;
import dev.tickwork.testservers.TestDatabase;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test a fresh database with our schema, stamped {@code simulated}: copied from a template that is migrated once
 * per JVM, and dropped after the test.
 *
 * <p>A test may ask for {@link Database}, connected and closed for it; for {@link TestDatabase}, which knows the URL of
 * the same database; and for {@link Vertx}, one per test class.
 */
public final class PostgresFixture implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(PostgresFixture.class);
    private static final Set<Class<?>> GIVEN = Set.of(Database.class, TestDatabase.class, Vertx.class);
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
    private static final int CONNECTIONS = 4;

    /** A migrated database; the caller closes it. */
    public static TestDatabase migrated() {
        return RealPostgres.fromTemplate("tickwork", PostgresFixture::migrate);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return GIVEN.contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        if (type == Database.class) {
            return connected(context).database();
        }
        return type == Vertx.class ? vertx(context) : server(context);
    }

    // The store closes the last first: connections before their database, Vert.x with its class.
    private static Connected connected(ExtensionContext context) {
        TestDatabase server = server(context);
        Vertx vertx = vertx(context);
        return context.getStore(NAMESPACE)
                .getOrComputeIfAbsent(Connected.class, type -> Connected.to(server, vertx), Connected.class);
    }

    private static TestDatabase server(ExtensionContext context) {
        return context.getStore(NAMESPACE)
                .getOrComputeIfAbsent(TestDatabase.class, type -> migrated(), TestDatabase.class);
    }

    private static Vertx vertx(ExtensionContext context) {
        return storeOfClass(context)
                .getOrComputeIfAbsent(OwnVertx.class, type -> new OwnVertx(Vertx.vertx()), OwnVertx.class)
                .vertx();
    }

    private static Store storeOfClass(ExtensionContext context) {
        ExtensionContext ofClass = context;
        while (ofClass.getTestMethod().isPresent() && ofClass.getParent().isPresent()) {
            ofClass = ofClass.getParent().get();
        }
        return ofClass.getStore(NAMESPACE);
    }

    private static void migrate(String url) {
        var unused = new Migrations(PostgresUrl.parse(url), CLOCK).run("simulated", Duration.ZERO);
    }

    private record Connected(Database database) implements AutoCloseable {
        static Connected to(TestDatabase server, Vertx vertx) {
            PostgresConfig config = PostgresConfig.standard(PostgresUrl.parse(server.url()), "test");
            return new Connected(Database.connect(vertx, config.withPoolSize(CONNECTIONS)));
        }

        @Override
        public void close() {
            Await.done(database.close());
        }
    }

    private record OwnVertx(Vertx vertx) implements AutoCloseable {
        @Override
        public void close() {
            Await.done(vertx.close());
        }
    }
}
