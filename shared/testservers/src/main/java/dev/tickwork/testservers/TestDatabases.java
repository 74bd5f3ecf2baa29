package dev.tickwork.testservers;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Makes and drops the databases of one server. */
final class TestDatabases {
    private static final String CREATE = """
            CREATE DATABASE %s
              TEMPLATE %s
            """;
    private static final String MOVE_FROM_UTC = """
            ALTER DATABASE %s
              SET timezone TO 'Asia/Kolkata'
            """;
    private static final String DROP = """
            DROP DATABASE IF EXISTS %s
              WITH (FORCE)
            """;

    private final PostgresServer server;
    private final Map<String, String> templates = new ConcurrentHashMap<>();

    TestDatabases(PostgresServer server) {
        this.server = server;
    }

    static TestDatabases shared() {
        return Shared.DATABASES;
    }

    TestDatabase empty() {
        return new TestDatabase(server.url(create("template1")));
    }

    TestDatabase copyOf(String template, Consumer<String> fill) {
        return new TestDatabase(server.url(create(templates.computeIfAbsent(template, name -> make(fill)))));
    }

    void drop(TestDatabase database) {
        drop(database.url().substring(database.url().lastIndexOf('/') + 1));
    }

    void dropTemplates() {
        templates.values().forEach(this::drop);
    }

    private String make(Consumer<String> fill) {
        String database = create("template1");
        fill.accept(server.url(database));
        return database;
    }

    private String create(String template) {
        // Several JVMs may share one server, so the name is unique everywhere.
        String database = "test_" + UUID.randomUUID().toString().replace("-", "");
        server.execute(CREATE.formatted(database, template), MOVE_FROM_UTC.formatted(database));
        return database;
    }

    private void drop(String database) {
        server.execute(DROP.formatted(database));
    }

    /** Started when the first test of this JVM asks. */
    private static final class Shared {
        static final TestDatabases DATABASES = start();

        private static TestDatabases start() {
            var databases = new TestDatabases(PostgresServers.start());
            Runtime.getRuntime().addShutdownHook(new Thread(databases::dropTemplatesOfAForeignServer));
            return databases;
        }
    }

    private void dropTemplatesOfAForeignServer() {
        if (server.outlivesUs()) {
            dropTemplates();
        }
    }
}
