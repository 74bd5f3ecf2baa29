package dev.tickwork.postgres;

import static dev.tickwork.testservers.Await.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.tickwork.testservers.RealPostgres;
import dev.tickwork.testservers.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealPostgres.class)
class DatabaseTest {
    private static final String CREATE = """
            CREATE TABLE things (
                id   bigint PRIMARY KEY,
                name text CONSTRAINT has_a_name CHECK (name <> '')
            )
            """;
    private static final String INSERT = """
            INSERT INTO things (id, name)
            VALUES ($1, $2)
            """;
    private static final String COUNT = """
            SELECT count(*) AS things
              FROM things
            """;
    private static final String NAP = """
            SELECT pg_sleep(0.7)
            """;
    private static final String NAMES = """
            SELECT name
              FROM things
             ORDER BY id
            """;

    private final Vertx vertx = Vertx.vertx();
    private Database database;

    @BeforeEach
    void connect(TestDatabase server) {
        database = Database.connect(vertx, config(server));
        done(database.write(tx -> tx.execute(CREATE)));
    }

    @AfterEach
    void close() {
        done(database.close());
        done(vertx.close());
    }

    @Test
    void keeps_what_a_successful_write_did() {
        int inserted = done(database.write(tx -> tx.execute(INSERT, 1, "one")));

        assertThat(inserted).isEqualTo(1);
        assertThat(names()).containsExactly("one");
    }

    @Test
    void keeps_nothing_of_a_write_that_failed_later() {
        var failure = new IllegalStateException("changed my mind");

        Future<Void> write =
                database.write(tx -> tx.execute(INSERT, 1, "one").compose(inserted -> Future.failedFuture(failure)));

        assertThatThrownBy(() -> done(write)).isSameAs(failure);
        assertThat(names()).isEmpty();
    }

    @Test
    void keeps_nothing_of_a_write_whose_code_threw() {
        Future<Integer> write = database.write(tx -> {
            var unused = tx.execute(INSERT, 1, "one");
            throw new IllegalStateException("a bug");
        });

        assertThatThrownBy(() -> done(write)).hasMessage("a bug");
        assertThat(names()).isEmpty();
    }

    @Test
    void passes_on_a_failure_of_the_work_itself_unchanged() {
        var failure = new java.util.concurrent.TimeoutException("of something else");

        assertThatThrownBy(() -> done(database.write(tx -> Future.failedFuture(failure))))
                .isSameAs(failure);
        assertThatThrownBy(() -> done(database.read(tx -> Future.failedFuture(failure))))
                .isSameAs(failure);
        done(database.ping());
    }

    @Test
    void gives_work_on_the_database_itself_its_own_time(TestDatabase server) {
        Duration soon = Duration.ofMillis(300);
        Database hasty = Database.connect(vertx, config(server).withTimeouts(Duration.ofSeconds(2), soon, soon));

        int napped = done(hasty.maintenance(Duration.ofSeconds(10), tx -> tx.query(NAP, row -> 1)
                .compose(slept -> tx.execute("VACUUM (ANALYZE) things"))
                .map(vacuumed -> 1)));
        Future<Integer> tooLong =
                hasty.maintenance(soon, tx -> tx.query(NAP, row -> 1).map(slept -> 1));

        assertThat(napped).isEqualTo(1);
        assertThatThrownBy(() -> done(tooLong))
                .asInstanceOf(type(DatabaseError.class))
                .extracting(DatabaseError::sqlState)
                .isEqualTo("57014");
        done(hasty.close());
    }

    @Test
    void tells_what_happens_after_the_commit_only_then() {
        List<String> said = new CopyOnWriteArrayList<>();

        done(database.write(tx -> {
            tx.afterCommit(() -> said.add("committed"));
            return tx.execute(INSERT, 1, "one").onSuccess(inserted -> said.add("inserted"));
        }));
        done(database.statement(tx -> {
            tx.afterCommit(() -> said.add("alone"));
            return tx.execute(INSERT, 2, "two");
        }));
        Future<Integer> refused = database.write(tx -> {
            tx.afterCommit(() -> said.add("refused"));
            return tx.execute(INSERT, 1, "one again");
        });

        assertThatThrownBy(() -> done(refused)).isInstanceOf(DatabaseError.class);
        assertThat(said).containsExactly("inserted", "committed", "alone");
    }

    @Test
    void fails_a_write_that_goes_on_after_a_refused_statement() {
        Future<Integer> write =
                database.write(tx -> tx.execute(INSERT, 1, "").recover(refused -> Future.succeededFuture(0)));

        assertThatThrownBy(() -> done(write))
                .asInstanceOf(type(DatabaseError.class))
                .extracting(DatabaseError::sqlState)
                .isEqualTo("25P02");
    }

    @Test
    void says_which_constraint_refused_a_row() {
        Future<Integer> write = database.write(tx -> tx.execute(INSERT, 1, ""));

        assertThatThrownBy(() -> done(write))
                .asInstanceOf(type(DatabaseError.class))
                .satisfies(error -> assertThat(error.sqlState()).isEqualTo("23514"))
                .satisfies(error -> assertThat(error.constraint()).isEqualTo("has_a_name"));
    }

    @Test
    void tells_a_duplicate_from_other_refusals() {
        done(database.write(tx -> tx.execute(INSERT, 1, "one")));

        Future<Integer> again = database.write(tx -> tx.execute(INSERT, 1, "one again"));

        assertThatThrownBy(() -> done(again))
                .asInstanceOf(type(DatabaseError.class))
                .matches(DatabaseError::isDuplicate)
                .matches(error -> !error.isRepeatable());
    }

    @Test
    void calls_the_loser_of_a_deadlock_repeatable() {
        done(database.write(tx -> tx.execute(INSERT, 1, "one").compose(one -> tx.execute(INSERT, 2, "two"))));
        Promise<Void> holdsOne = Promise.promise();
        Promise<Void> holdsTwo = Promise.promise();
        String rename = "UPDATE things SET name = $2 WHERE id = $1";

        Future<Integer> first = database.write(tx -> tx.execute(rename, 1, "first")
                .onSuccess(one -> holdsOne.complete())
                .compose(one -> holdsTwo.future())
                .compose(both -> tx.execute(rename, 2, "first")));
        Future<Integer> second = database.write(tx -> tx.execute(rename, 2, "second")
                .onSuccess(two -> holdsTwo.complete())
                .compose(two -> holdsOne.future())
                .compose(both -> tx.execute(rename, 1, "second")));

        assertThatThrownBy(() -> done(Future.all(first, second)))
                .asInstanceOf(type(DatabaseError.class))
                .matches(DatabaseError::isRepeatable);
    }

    @Test
    void refuses_to_change_anything_in_a_read() {
        assertThatThrownBy(() -> done(database.read(tx -> tx.execute(INSERT, 1, "one"))))
                .hasMessageContaining("Database.write");
        assertThatThrownBy(() -> done(database.read(tx -> tx.batch(INSERT, List.of(), Args::of))))
                .hasMessageContaining("Database.write");
        assertThatThrownBy(() -> done(database.read(tx -> tx.notify("things", ""))))
                .hasMessageContaining("Database.write");
        assertThat(names()).isEmpty();
    }

    @Test
    void refuses_statements_after_the_end() {
        var kept = new AtomicReference<Tx>();
        done(database.write(tx -> {
            kept.set(tx);
            return tx.execute(INSERT, 1, "one");
        }));

        assertThatThrownBy(() -> done(kept.get().execute(INSERT, 2, "two"))).hasMessage("the transaction is over");
        assertThatThrownBy(() -> done(kept.get().query(NAMES, row -> row.text("name"))))
                .hasMessage("the transaction is over");
        assertThat(names()).containsExactly("one");
    }

    @Test
    void runs_more_transactions_at_once_than_it_has_connections() {
        var writes = IntStream.range(0, 200)
                .mapToObj(id -> database.write(tx -> tx.execute(INSERT, id, "thing")))
                .toList();

        done(Future.all(writes));

        assertThat(count()).isEqualTo(200);
    }

    @Test
    void ends_a_statement_that_takes_too_long(TestDatabase server) {
        Database hasty = Database.connect(
                vertx,
                config(server).withTimeouts(Duration.ofSeconds(2), Duration.ofMillis(100), Duration.ofSeconds(5)));

        assertThatThrownBy(() -> done(hasty.read(tx -> tx.query("SELECT pg_sleep(5)", row -> 1))))
                .asInstanceOf(type(DatabaseError.class))
                .extracting(DatabaseError::sqlState)
                .isEqualTo("57014");
        done(hasty.ping());
        done(hasty.close());
    }

    @Test
    void shows_its_name_to_the_server() {
        String name = done(database.read(tx -> tx.first("SHOW application_name", row -> row.text("application_name"))))
                .orElseThrow();

        assertThat(name).isEqualTo("postgres tests");
    }

    private List<String> names() {
        return done(database.read(tx -> tx.query(NAMES, row -> row.text("name"))));
    }

    private long count() {
        return done(database.read(tx -> tx.first(COUNT, row -> row.number("things"))))
                .orElseThrow();
    }

    private static PostgresConfig config(TestDatabase server) {
        return PostgresConfig.standard(PostgresUrl.parse(server.url()), "postgres tests")
                .withPoolSize(4);
    }
}
