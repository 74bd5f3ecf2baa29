package dev.tickwork.postgres;

import static dev.tickwork.testservers.Await.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwork.testservers.RealPostgres;
import dev.tickwork.testservers.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealPostgres.class)
class RepeatingTest {
    private static final String CREATE = """
            CREATE TABLE things (
                id      bigint PRIMARY KEY,
                changes integer NOT NULL
            )
            """;
    private static final String INSERT = """
            INSERT INTO things (id, changes)
            VALUES (1, 0), (2, 0)
            """;
    private static final String CHANGE = """
            UPDATE things
               SET changes = changes + 1
             WHERE id = $1
            """;
    private static final String CHANGES = """
            SELECT sum(changes)::integer AS changes
              FROM things
            """;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger tries = new AtomicInteger();
    private Database database;

    @BeforeEach
    void connect(TestDatabase server) {
        database = Database.connect(vertx, PostgresConfig.standard(PostgresUrl.parse(server.url()), "test"));
        done(database.write(tx -> tx.execute(CREATE).compose(made -> tx.execute(INSERT))));
    }

    @AfterEach
    void close() {
        done(database.close());
        done(vertx.close());
    }

    @Test
    void the_loser_of_a_deadlock_comes_after_the_winner() {
        Promise<Void> holdsOne = Promise.promise();
        Promise<Void> holdsTwo = Promise.promise();

        Future<Integer> first = changing(1, holdsOne, holdsTwo.future(), 2);
        Future<Integer> second = changing(2, holdsTwo, holdsOne.future(), 1);
        done(Future.all(first, second));

        assertThat(changes()).isEqualTo(4);
        assertThat(tries).hasValueGreaterThanOrEqualTo(3);
    }

    @Test
    void what_is_refused_for_good_is_not_tried_again() {
        Future<Integer> refused = Repeating.whileGivenUp(() -> {
            tries.incrementAndGet();
            return database.write(tx -> tx.execute(INSERT));
        });

        assertThatThrownBy(() -> done(refused)).isInstanceOf(DatabaseError.class);
        assertThat(tries).hasValue(1);
    }

    @Test
    void what_is_given_up_each_time_fails_in_the_end() {
        var deadlock = new DatabaseError("40P01", null, "deadlock detected", null);

        Future<Integer> never = Repeating.whileGivenUp(() -> {
            tries.incrementAndGet();
            return Future.failedFuture(deadlock);
        });

        assertThatThrownBy(() -> done(never)).isSameAs(deadlock);
        assertThat(tries).hasValue(10);
    }

    private Future<Integer> changing(long one, Promise<Void> held, Future<Void> otherHeld, long other) {
        return Repeating.whileGivenUp(() -> {
            tries.incrementAndGet();
            return database.write(tx -> tx.execute(CHANGE, one)
                    .onSuccess(changed -> held.tryComplete())
                    .compose(changed -> otherHeld)
                    .compose(both -> tx.execute(CHANGE, other)));
        });
    }

    private int changes() {
        return done(database.read(tx -> tx.query(CHANGES, row -> row.integer("changes"))))
                .get(0);
    }
}
