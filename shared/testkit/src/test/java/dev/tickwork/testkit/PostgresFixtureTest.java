package dev.tickwork.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.PostgresUrl;
import dev.tickwork.testservers.Await;
import dev.tickwork.testservers.TestDatabase;
import io.vertx.core.Vertx;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresFixture.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresFixtureTest {
    private static final String NAME = """
            SELECT current_database()::text AS name
            """;
    private static final String WORLD = """
            SELECT world
              FROM tickwork_world
            """;
    private static final String LEAVE_SOMETHING = """
            CREATE TABLE left_over (id int)
            """;

    private final Set<Vertx> seen = new HashSet<>();

    @RepeatedTest(2)
    void gives_a_fresh_migrated_database_to_each_test(Database database) {
        List<String> worlds = Await.done(database.read(tx -> tx.query(WORLD, row -> row.text("world"))));

        assertThat(worlds).containsExactly("simulated");
        Await.done(database.write(tx -> tx.execute(LEAVE_SOMETHING)));
    }

    @Test
    void connects_to_the_database_whose_url_it_gives(Database database, TestDatabase server) {
        String name = Await.done(database.read(tx -> tx.first(NAME, row -> row.text("name"))))
                .orElseThrow();

        assertThat(PostgresUrl.parse(server.url()).database()).isEqualTo(name);
    }

    @RepeatedTest(2)
    void keeps_one_vertx_for_the_class(Vertx vertx) {
        seen.add(vertx);

        assertThat(seen).hasSize(1);
    }
}
