package dev.tickwork.runtime.jobs;

import static dev.tickwork.testservers.Await.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.jobs.JobEngine;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.runtime.replies.IdempotentReplies;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an operator does to one run, with a real operator, when Postgres gives it up in favour of another at first. */
class RunActionsTest {
    private static final String REFUSALS = """
            CREATE SEQUENCE refusals
            """;
    // A sequence goes on although the transaction is undone.
    private static final String REFUSE_FIRST = """
            CREATE FUNCTION refuse_first() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF nextval('refusals') = 1 THEN
                    RAISE EXCEPTION 'deadlock detected' USING ERRCODE = '40P01';
                END IF;
                RETURN NULL;
            END $$
            """;
    private static final String REFUSE = """
            CREATE TRIGGER refuse AFTER DELETE ON job_queue
               FOR EACH ROW EXECUTE FUNCTION refuse_first()
            """;
    private static final String REFUSED = """
            SELECT last_value::text AS said
              FROM refusals
            """;
    private static final String AUDIT = """
            SELECT subject || ' ' || action AS said
              FROM job_audit
             WHERE target = $1
            """;

    @RegisterExtension
    final Books books = new Books();

    private JobEngine engine;
    private Map<String, Answer> answers;

    @BeforeEach
    void open() {
        engine = books.engine();
        answers = new RunActions(engine.operator(), new Actions(new IdempotentReplies(books.database(), books.time())))
                .all();
        books.change(REFUSALS);
        books.change(REFUSE_FIRST);
        books.change(REFUSE);
    }

    @AfterEach
    void close() {
        done(engine.close());
    }

    @Test
    void a_wish_to_cancel_that_postgres_gave_up_is_done_again() {
        UUID run = books.run("PENDING", 0);

        OperationReply reply = cancel(run, null);

        assertThat(reply.body().get("state").textValue()).isEqualTo("revoked");
        assertThat(said(REFUSED)).containsExactly("2");
        assertThat(said(AUDIT, run.toString())).containsExactly("anna run.cancel");
    }

    @Test
    void with_a_key_it_is_answered_as_if_nothing_had_happened() {
        UUID run = books.run("PENDING", 0);

        OperationReply reply = cancel(run, "key");
        OperationReply again = cancel(run, "key");

        assertThat(reply.body().get("state").textValue()).isEqualTo("revoked");
        assertThat(again.body()).isEqualTo(reply.body());
        assertThat(said(AUDIT, run.toString())).containsExactly("anna run.cancel");
    }

    private OperationReply cancel(UUID run, @Nullable String key) {
        return done(answers.get("jobs.cancel").to(Books.asks("{\"id\":\"" + run + "\"}", "{\"reason\":\"why\"}", key)));
    }

    private List<String> said(String sql, Object... about) {
        return books.read(tx -> tx.query(sql, row -> row.text("said"), about));
    }
}
