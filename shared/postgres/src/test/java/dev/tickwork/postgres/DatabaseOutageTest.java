package dev.tickwork.postgres;

import static dev.tickwork.testservers.Await.done;
import static dev.tickwork.testservers.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tickwork.testservers.RealPostgres;
import dev.tickwork.testservers.TcpProxy;
import dev.tickwork.testservers.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealPostgres.class)
class DatabaseOutageTest {
    private static final int POOL = 3;
    private static final String INSERT = """
            INSERT INTO things (id)
            VALUES ($1)
            """;
    private static final String COUNT = """
            SELECT count(*) AS things
              FROM things
            """;
    private static final String END_ALL_OTHERS = """
            SELECT pg_terminate_backend(pid)
              FROM pg_stat_activity
             WHERE datname = current_database()
               AND pid <> pg_backend_pid()
            """;

    private final Vertx vertx = Vertx.vertx();
    private final List<Boolean> changes = new CopyOnWriteArrayList<>();
    private TcpProxy wire;
    private Database database;

    @BeforeEach
    void connect(TestDatabase server) {
        wire = TcpProxy.to(server.url());
        database = Database.connect(vertx, config(wire.through(server.url())));
        var unused = database.onChange(changes::add);
        done(database.write(tx -> tx.execute("CREATE TABLE things (id int PRIMARY KEY)")));
    }

    @AfterEach
    void close() {
        wire.restore();
        done(database.close());
        done(vertx.close());
        wire.close();
    }

    @Test
    void keeps_nothing_of_a_write_whose_connection_is_cut_in_the_middle() {
        Promise<Void> cut = Promise.promise();
        Promise<Void> inserted = Promise.promise();
        Future<Integer> write = database.write(tx -> tx.execute(INSERT, 1)
                .onSuccess(one -> inserted.complete())
                .compose(one -> cut.future())
                .compose(now -> tx.execute(INSERT, 2)));
        done(inserted.future());

        wire.cut();
        cut.complete();

        assertThatThrownBy(() -> done(write)).isInstanceOf(DatabaseDown.class);
        wire.restore();
        until(database::isUp);
        assertThat(count()).isZero();
    }

    @Test
    void fails_at_once_while_postgres_is_away_and_recovers_by_itself() {
        wire.cut();
        assertThatThrownBy(() -> done(database.ping())).isInstanceOf(DatabaseDown.class);
        until(() -> !database.isUp());

        assertThatThrownBy(() -> done(database.ping()))
                .isInstanceOf(DatabaseDown.class)
                .hasMessage("postgres is away");

        wire.restore();
        until(database::isUp);
        done(database.ping());
        assertThat(changes).containsExactly(false, true);
    }

    @Test
    void can_be_used_by_whoever_is_told_that_it_is_back() {
        Promise<Void> asked = Promise.promise();
        var unused = database.onChange(isUp -> {
            if (isUp) {
                database.ping().onComplete(asked);
            }
        });
        wire.cut();
        assertThatThrownBy(() -> done(database.ping())).isInstanceOf(DatabaseDown.class);
        until(() -> !database.isUp());

        wire.restore();

        done(asked.future());
    }

    @Test
    void serves_every_connection_of_the_pool_after_an_outage() {
        done(Future.all(inserts(0, 50)));
        wire.cut();
        assertThatThrownBy(() -> done(Future.join(inserts(50, 60)))).isInstanceOf(DatabaseDown.class);
        until(() -> !database.isUp());
        wire.restore();
        until(database::isUp);

        done(Future.all(inserts(100, 150)));

        assertThat(count()).isEqualTo(100);
    }

    @Test
    void does_not_call_a_single_broken_connection_an_outage() {
        done(database.ping());
        Future<List<Integer>> broken = database.read(tx -> tx.query("SELECT pg_sleep(20)", row -> 1));

        Throwable failure = catchThrowable(() -> done(endAllOthers(broken)));

        assertThat(failure).isInstanceOf(DatabaseDown.class);
        done(Future.all(inserts(0, 2 * POOL)));
        assertThat(changes).isEmpty();
    }

    @Test
    void gives_up_on_a_server_that_hangs_and_recovers_when_it_answers_again() {
        done(Future.all(inserts(0, POOL)));

        wire.hang();

        assertThatThrownBy(() -> done(database.write(tx -> tx.execute(INSERT, 100))))
                .isInstanceOf(DatabaseDown.class);
        until(() -> !database.isUp());
        wire.restore();
        until(database::isUp);
        done(Future.all(inserts(200, 220)));
    }

    @Test
    void tells_who_waits_too_long_for_a_connection_without_calling_it_an_outage() {
        Promise<Void> release = Promise.promise();
        var held = IntStream.range(0, POOL)
                .mapToObj(
                        i -> database.read(tx -> tx.query("SELECT 1", row -> 1).compose(one -> release.future())))
                .toList();

        assertThatThrownBy(() -> done(database.ping())).isInstanceOf(DatabaseDown.class);

        release.complete();
        done(Future.all(held));
        done(database.ping());
        assertThat(changes).isEmpty();
    }

    @Test
    void refuses_more_waiters_than_its_queue_holds() {
        Promise<Void> release = Promise.promise();
        var flood = IntStream.range(0, 1_200)
                .mapToObj(i -> database.read(tx -> release.future()))
                .toList();

        assertThatThrownBy(() -> done(Future.all(flood)))
                .isInstanceOf(DatabaseDown.class)
                .hasMessageContaining("queue");
        release.complete();
        done(Future.join(flood).otherwiseEmpty());
        done(database.ping());
    }

    @Test
    void takes_back_the_connection_of_work_that_never_ends() {
        Promise<Void> never = Promise.promise();
        var stuck = IntStream.range(0, POOL)
                .mapToObj(i -> database.write(tx -> tx.execute(INSERT, i).compose(one -> never.future())))
                .toList();

        assertThatThrownBy(() -> done(Future.all(stuck))).isInstanceOf(DatabaseDown.class);

        done(Future.join(stuck).otherwiseEmpty());
        done(database.ping());
        assertThat(count()).isZero();
    }

    @Test
    void changes_nothing_after_it_was_given_up() {
        Promise<Void> late = Promise.promise();
        Promise<Throwable> refused = Promise.promise();
        Future<Integer> write = database.write(
                tx -> late.future().compose(now -> tx.execute(INSERT, 1)).onFailure(refused::complete));

        assertThatThrownBy(() -> done(write)).isInstanceOf(DatabaseDown.class);
        late.complete();

        assertThat(done(refused.future())).hasMessage("the transaction is over");
        assertThat(count()).isZero();
    }

    @Test
    void leaves_no_connection_behind() {
        done(Future.all(inserts(0, 2 * POOL)));

        until(() -> wire.connections() <= POOL);
        done(database.close());

        until(() -> wire.connections() == 0);
    }

    @Test
    void a_connection_that_is_being_made_is_made_before_the_end(TestDatabase server) {
        Database another = Database.connect(vertx, config(wire.through(server.url())));
        int before = wire.connections();
        wire.hang();
        Promise<Void> connected = Promise.promise();
        var unused = another.read(tx -> {
            connected.complete();
            return connected.future();
        });
        until(() -> wire.connections() > before);

        Future<Void> closed = another.close();
        wire.restore();

        done(closed);
        done(connected.future());
    }

    @Test
    void nobody_waits_long_for_the_end_because_a_server_is_silent(TestDatabase server) {
        Database another = Database.connect(vertx, config(wire.through(server.url())));
        wire.hang();
        Future<Void> asked = another.ping();

        done(another.close());

        assertThatThrownBy(() -> done(asked)).isInstanceOf(DatabaseDown.class);
    }

    private Future<List<Integer>> endAllOthers(Future<List<Integer>> others) {
        return database.read(tx -> tx.query(END_ALL_OTHERS, row -> 1)).compose(ended -> others);
    }

    private List<Future<Integer>> inserts(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(id -> database.write(tx -> tx.execute(INSERT, id)))
                .toList();
    }

    private long count() {
        return done(database.read(tx -> tx.first(COUNT, row -> row.number("things"))))
                .orElseThrow();
    }

    private static PostgresConfig config(String url) {
        return PostgresConfig.standard(PostgresUrl.parse(url), "outage test")
                .withPoolSize(POOL)
                .withTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(3));
    }
}
