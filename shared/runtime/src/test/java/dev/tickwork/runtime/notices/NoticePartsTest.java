package dev.tickwork.runtime.notices;

import static dev.tickwork.testservers.Await.done;
import static dev.tickwork.testservers.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.jobs.notices.FailedRun;
import dev.tickwork.jobs.notices.NoticePolicy;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.Migrations;
import dev.tickwork.postgres.PostgresConfig;
import dev.tickwork.postgres.PostgresUrl;
import dev.tickwork.testservers.RealPostgres;
import dev.tickwork.testservers.TestDatabase;
import dev.tickwork.upstream.Upstream;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** From the end of a run to Slack, a program and two people, and back to quiet. */
@Timeout(120)
@ExtendWith(RealPostgres.class)
class NoticePartsTest {
    @TempDir
    Path folder;

    @Test
    void a_failure_and_its_end_are_told_by_every_way(TestDatabase server) {
        Vertx vertx = Vertx.vertx();
        Database database = database(vertx, server);
        try (OutsideWorld world = new OutsideWorld(folder)) {
            NoticeParts notices = parts(vertx, database, world);
            notices.desk().start();

            done(database.write(tx -> notices.incidents().failed(tx, failed(world))));
            until(() -> world.bodies.size() == 2 && world.mails.size() == 1);
            done(database.write(tx -> notices.incidents().succeeded(tx, "etf-sync", new UUID(7, 2), world.time.now())));
            world.time.advance(Duration.ofMinutes(5));
            until(() -> world.bodies.size() == 4 && world.mails.size() == 2);

            assertThat(world.bodies).anyMatch(body -> body.contains("*etf-sync fails*"));
            assertThat(world.bodies).anyMatch(body -> body.contains("\"job_incident.resolved\""));
            assertThat(world.mails.get(1)).contains("etf-sync works again");
            done(notices.desk().stop());
        }
        done(database.close());
        done(vertx.close());
    }

    private static NoticeParts parts(Vertx vertx, Database database, OutsideWorld world) {
        Upstream upstream = world.upstream();
        var ground = new NoticeParts.Ground(
                vertx, database, world.time, upstream, world.notices(), world.outside(), "development");
        return NoticeParts.on(ground, new Random(3));
    }

    private static FailedRun failed(OutsideWorld world) {
        return new FailedRun(
                "etf-sync", new UUID(7, 1), world.time.now(), 1, "bug", "no answer", "node-a", NoticePolicy.CRITICAL);
    }

    private static Database database(Vertx vertx, TestDatabase server) {
        PostgresUrl url = PostgresUrl.parse(server.url());
        var migrations = new Migrations(url, Clock.systemUTC());
        assertThat(migrations.run("simulated", Duration.ofSeconds(10)).applied())
                .isPositive();
        return Database.connect(vertx, PostgresConfig.standard(url, "test").withPoolSize(3));
    }
}
