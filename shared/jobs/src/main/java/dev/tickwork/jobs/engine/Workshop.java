package dev.tickwork.jobs.engine;

import dev.tickwork.domain.time.Time;
import dev.tickwork.jobs.EngineParts;
import dev.tickwork.jobs.EngineSettings;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** What the parts of one engine share. */
final class Workshop {
    private final EngineContext context;
    private final Vertx vertx;
    private final Time time;
    private final EngineSettings settings;
    private final UnaryOperator<String> redaction;
    private final String node;
    private final LedgerDoor door;
    private final RunIds ids;
    private final RunLog runLog;
    private final EntryStore entries;
    private final ClaimStore claims;
    private final QueueStore queue = new QueueStore();
    private final EndingStore endings;
    private final Incidents incidents;
    private final Aftermath aftermath;
    private final FamilyStore families = new FamilyStore();
    private final KeyStore keys = new KeyStore();
    private final FireStore fires;
    private final CancelStore cancels;
    private final ScheduleStore schedules;
    private final LeaseStore leases;
    private final JobStore jobs = new JobStore();
    private final Journals journals;
    private final Families asked;
    private final UnheardClaims unheard;

    Workshop(EngineParts parts, EngineContext context) {
        this.context = context;
        this.vertx = parts.vertx();
        this.time = parts.time();
        this.settings = parts.settings();
        this.redaction = parts.ports().redaction();
        this.node = parts.node().id();
        this.door = new LedgerDoor(parts.database(), time, settings.patience());
        this.ids = new RunIds(parts.random());
        this.runLog = new RunLog(parts.node().name(), parts.ports().listener());
        this.entries = new EntryStore(node);
        this.claims = new ClaimStore(node);
        this.endings = new EndingStore(node);
        this.incidents = new Incidents(parts.ports().incidents(), parts.node().name());
        this.aftermath = new Aftermath(this, new LinkStore(node));
        this.fires = new FireStore(node);
        this.cancels = new CancelStore(aftermath);
        this.schedules = new ScheduleStore(node);
        this.leases = new LeaseStore(node);
        this.journals = new Journals(this, parts.ports().listener());
        this.asked = new Families(this);
        this.unheard = new UnheardClaims(this);
    }

    /** The thread on which they think. */
    EngineContext context() {
        return context;
    }

    Vertx vertx() {
        return vertx;
    }

    /** Decides what is due. */
    Time time() {
        return time;
    }

    EngineSettings settings() {
        return settings;
    }

    /** Time between two signs of life, on the clock as fast as it runs. */
    Duration heartbeat() {
        return time.shownIn(settings.heartbeat());
    }

    /** How long somebody may be silent until they count as gone, on the clock as fast as it runs. */
    Duration lostAfter() {
        return time.shownIn(settings.lostAfter());
    }

    /** How often is looked for what nobody told, on the clock as fast as it runs. */
    Duration backstop() {
        return time.shownIn(settings.backstop());
    }

    /** Who we are: the id of this start of this process. */
    String node() {
        return node;
    }

    /** The way to Postgres. */
    LedgerDoor door() {
        return door;
    }

    RunLog runLog() {
        return runLog;
    }

    EntryStore entries() {
        return entries;
    }

    ClaimStore claims() {
        return claims;
    }

    QueueStore queue() {
        return queue;
    }

    EndingStore endings() {
        return endings;
    }

    Incidents incidents() {
        return incidents;
    }

    /** What follows from ends. */
    Aftermath aftermath() {
        return aftermath;
    }

    FamilyStore families() {
        return families;
    }

    KeyStore keys() {
        return keys;
    }

    FireStore fires() {
        return fires;
    }

    CancelStore cancels() {
        return cancels;
    }

    ScheduleStore schedules() {
        return schedules;
    }

    LeaseStore leases() {
        return leases;
    }

    JobStore jobs() {
        return jobs;
    }

    Journals journals() {
        return journals;
    }

    /** Asks for runs inside a transaction. */
    Families asked() {
        return asked;
    }

    UnheardClaims unheard() {
        return unheard;
    }

    /** The present moment, as exact as Postgres keeps it. */
    Instant now() {
        return time.now().truncatedTo(ChronoUnit.MICROS);
    }

    UUID nextId() {
        return ids.next(time.now());
    }

    String redacted(String text) {
        return redaction.apply(text);
    }
}
