package dev.tickwork.jobs.ledger;

import static dev.tickwork.jobs.ledger.Tables.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.jobs.LastError;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ListsTest {
    private static final Instant LATER = NOON.plusSeconds(60);

    @RegisterExtension
    final Tables tables = new Tables();

    @Test
    void queues_come_in_their_order_and_a_pause_ends_by_itself() {
        tables.change(
                "UPDATE job_queues SET paused_at = $1, paused_until = $2, paused_by = 'anna', paused_reason = 'full'"
                        + " WHERE name = 'default'",
                NOON,
                LATER);
        var store = new QueueListStore();

        List<KnownQueue> now = tables.read(tx -> store.all(tx, NOON));
        List<KnownQueue> later = tables.read(tx -> store.all(tx, LATER));

        assertThat(now).extracting(KnownQueue::name).containsExactly("high_priority", "default", "low_priority");
        assertThat(now.get(1).paused()).isEqualTo(new Pause(NOON, LATER, "anna", "full"));
        assertThat(later.get(1).paused()).isNull();
    }

    @Test
    void jobs_are_known_by_all_their_names_and_by_the_living_nodes_that_serve_them() {
        tables.change("""
                INSERT INTO jobs (name, alias, aliases, queue, verticle, lost_attempts, definition, last_failure_at,
                                  last_error_class, last_error)
                VALUES ('price-fetch', 'PriceFetcherJob', '{PriceFetcherJob,price_refresh}', 'high_priority',
                        'price-fetcher', 3, '{"hard_limit_ms": 5000}', $1, 'transient', 'no answer')
                """, NOON);
        tables.node("n-2", "tickwork-2", NOON.minusSeconds(60));
        var store = new JobListStore();

        Optional<String> known = tables.read(tx -> store.nameOf(tx, "price_refresh"));
        Optional<String> unknown = tables.read(tx -> store.nameOf(tx, "nothing"));
        KnownJob job =
                tables.read(tx -> store.all(tx, NOON, NOON.minusSeconds(15))).get(0);

        assertThat(job.nodes()).containsExactly("tickwork-1");
        assertThat(job.last().error()).isEqualTo(new LastError(NOON, "transient", "no answer"));
        assertThat(job.definition()).contains("5000");
        assertThat(known).hasValue("price-fetch");
        assertThat(unknown).isEmpty();
    }

    @Test
    void a_schedule_fires_as_an_operator_wishes_and_still_knows_its_release() {
        schedule("plain", null);
        schedule("changed", "30 2 * * *");
        var store = new ScheduleListStore();

        List<KnownSchedule> schedules = tables.read(tx -> store.all(tx, NOON));

        var interval = new Timing(null, null, Duration.ofSeconds(5), "skip", "one");
        assertThat(schedules.get(1).timing()).isEqualTo(interval);
        assertThat(schedules.get(0).release()).isEqualTo(interval);
        assertThat(schedules.get(0).timing()).isEqualTo(new Timing("30 2 * * *", "Europe/London", null, "skip", "one"));
        assertThat(schedules.get(1).isOverdue(NOON.plusSeconds(7))).isFalse();
        assertThat(schedules.get(1).isOverdue(NOON.plusSeconds(8))).isTrue();
    }

    @Test
    void nodes_show_what_they_do_and_that_they_stopped() {
        UUID run = tables.run("price-fetch", "STARTED", NOON);
        tables.node("n-2", "tickwork-2", NOON);
        tables.change("UPDATE worker_nodes SET stopped_at = $1 WHERE id = 'n-2'", NOON);
        var store = new NodeWorkStore();

        List<NodeWork> nodes = tables.read(tx -> store.seenSince(tx, NOON));
        List<NodeWork> later = tables.read(tx -> store.seenSince(tx, LATER));

        assertThat(nodes.get(0).jobs()).containsExactly("price-fetch");
        assertThat(nodes.get(0).running()).isEqualTo(1);
        assertThat(nodes.get(0).runs()).containsExactly(new NodeWork.Underway(run, "price-fetch", 1, NOON));
        assertThat(nodes.get(1).stoppedAt()).isEqualTo(NOON);
        assertThat(later).isEmpty();
    }

    @Test
    void the_audit_is_read_by_target_subject_and_kind_of_action() {
        audit("anna", "queue.pause", "default");
        audit("bert", "queue.resume", "default");
        audit("anna", "run.cancel", "run-1");
        var store = new AuditListStore();

        assertThat(actions(store, new AuditListStore.Filter(null, null, null)))
                .containsExactly("run.cancel", "queue.resume", "queue.pause");
        assertThat(actions(store, AuditListStore.Filter.of("default"))).containsExactly("queue.resume", "queue.pause");
        assertThat(actions(store, new AuditListStore.Filter(null, "anna", "queue")))
                .containsExactly("queue.pause");
        assertThat(actions(store, new AuditListStore.Filter("default", null, "run.cancel")))
                .isEmpty();
    }

    @Test
    void the_audit_goes_on_behind_its_cursor() {
        audit("anna", "queue.pause", "default");
        audit("anna", "queue.resume", "default");
        var store = new AuditListStore();
        var all = new AuditListStore.Filter(null, null, null);

        var first = tables.read(tx -> store.page(tx, all, null, 1));
        var second = tables.read(tx -> store.page(tx, all, first.nextCursor(), 1));

        assertThat(second.items()).extracting(AuditEntry::action).containsExactly("queue.pause");
        assertThat(second.nextCursor()).isNull();
    }

    private List<String> actions(AuditListStore store, AuditListStore.Filter filter) {
        return tables.read(tx -> store.page(tx, filter, null, 10)).items().stream()
                .map(AuditEntry::action)
                .toList();
    }

    private void audit(String subject, String action, String target) {
        tables.change(
                "INSERT INTO job_audit (at, subject, role, action, target) VALUES ($1, $2, 'operator', $3, $4)",
                NOON,
                subject,
                action,
                target);
    }

    private void schedule(String name, String cron) {
        tables.change("""
                INSERT INTO job_schedules (name, job, alias, queue, every_ms, effective_ms, next_fire_at, wished_cron,
                                           wished_zone)
                VALUES ($1, 'price-fetch', 'PriceFetcherJob', 'default', 5000, 5000, $2, $3,
                        CASE WHEN $3::text IS NOT NULL THEN 'Europe/London' END)
                """, name, NOON, cron);
    }
}
