package dev.tickwork.postgres;

import static dev.tickwork.testservers.Await.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwork.testservers.RealPostgres;
import dev.tickwork.testservers.TestDatabase;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes in comes out, exactly. */
@ExtendWith(RealPostgres.class)
class ValuesTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00.123456Z");
    private static final UUID ID = UUID.fromString("8f7d5c9e-0b1a-4c2d-9e3f-001122334455");
    private static final BigDecimal EXACT = new BigDecimal("123456789012.123456");

    private final Vertx vertx = Vertx.vertx();
    private Database database;

    @BeforeEach
    void connect(TestDatabase server) {
        database = Database.connect(vertx, PostgresConfig.standard(PostgresUrl.parse(server.url()), "test"));
    }

    @AfterEach
    void close() {
        done(database.close());
        done(vertx.close());
    }

    @Test
    void carries_an_instant_whatever_the_zone_of_the_session() {
        assertThatObject(ask("SELECT $1::timestamptz AS it", row -> row.instant("it"), NOON))
                .isEqualTo(NOON);
    }

    @Test
    void carries_decimals_exactly() {
        assertThatObject(ask("SELECT $1::numeric AS it", row -> row.decimal("it"), EXACT))
                .isEqualTo(EXACT);
        assertThatObject(ask("SELECT $1::numeric(18,6) AS it", row -> row.decimal("it"), new BigDecimal("1.5")))
                .isEqualTo(new BigDecimal("1.500000"));
        assertThatObject(ask("SELECT $1::numeric AS it", row -> row.decimal("it"), new BigDecimal("1E+3")))
                .isEqualTo(new BigDecimal("1000"));
    }

    @Test
    void carries_the_other_scalars() {
        assertThatObject(ask("SELECT $1::date AS it", row -> row.date("it"), LocalDate.EPOCH))
                .isEqualTo(LocalDate.EPOCH);
        assertThatObject(ask("SELECT $1::uuid AS it", row -> row.uuid("it"), ID))
                .isEqualTo(ID);
        assertThatObject(ask("SELECT $1::boolean AS it", row -> row.flag("it"), true))
                .isEqualTo(true);
        assertThatObject(ask("SELECT $1::text AS it", row -> row.text("it"), "é'\"\\"))
                .isEqualTo("é'\"\\");
        assertThatObject(ask("SELECT $1::float8 AS it", row -> row.real("it"), 0.1))
                .isEqualTo(0.1);
        assertThatObject(ask("SELECT $1::bytea AS it", row -> row.bytes("it"), new byte[] {0, -1, 7}))
                .isEqualTo(new byte[] {0, -1, 7});
    }

    @Test
    void widens_integers() {
        assertThatObject(ask("SELECT $1::bigint AS it", row -> row.number("it"), 7))
                .isEqualTo(7L);
        assertThatObject(ask("SELECT 7::smallint AS it", row -> row.number("it")))
                .isEqualTo(7L);
        assertThatObject(ask("SELECT sum(1::bigint) AS it", row -> row.number("it")))
                .isEqualTo(1L);
        assertThatObject(ask("SELECT 7::bigint AS it", row -> row.integer("it")))
                .isEqualTo(7);
        assertThatObject(ask("SELECT 7::bigint AS it", row -> row.decimal("it")))
                .isEqualTo(new BigDecimal("7"));
    }

    @Test
    void refuses_to_narrow_what_does_not_fit() {
        assertThatThrownBy(() -> ask("SELECT 3000000000 AS it", row -> row.integer("it")))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> ask("SELECT 1.5 AS it", row -> row.number("it")))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void carries_null_where_null_is_allowed() {
        assertThatObject(ask(
                        "SELECT coalesce($1::timestamptz::text, 'null') AS it",
                        row -> row.text("it"),
                        new Object[] {null}))
                .isEqualTo("null");
        assertThatObject(ask(
                        "SELECT NULL AS it",
                        row -> Arrays.asList(
                                row.textOrNull("it"),
                                row.integerOrNull("it"),
                                row.numberOrNull("it"),
                                row.decimalOrNull("it"),
                                row.realOrNull("it"),
                                row.flagOrNull("it"),
                                row.instantOrNull("it"),
                                row.dateOrNull("it"),
                                row.uuidOrNull("it"),
                                row.bytesOrNull("it"))))
                .isEqualTo(Collections.nCopies(10, null));
    }

    @Test
    void names_the_column_that_is_null_or_missing_or_of_another_type() {
        assertThatThrownBy(() -> ask("SELECT NULL::text AS name", row -> row.text("name")))
                .hasMessage("column name is null");
        assertThatThrownBy(() -> ask("SELECT 1 AS name", row -> row.text("other")))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("other");
        assertThatThrownBy(() -> ask("SELECT 1 AS name", row -> row.text("name")))
                .hasMessage("column name is a Integer and is read as String");
        assertThatThrownBy(() -> ask("SELECT ARRAY['a', NULL] AS names", row -> row.texts("names")))
                .hasMessage("column names is null");
    }

    @Test
    void refuses_a_numeric_that_is_no_number() {
        assertThatThrownBy(() -> ask("SELECT 'NaN'::numeric AS price", row -> row.decimal("price")))
                .hasMessage("column price is NaN");
        assertThatThrownBy(() -> ask("SELECT ARRAY['NaN'::numeric] AS prices", row -> row.decimals("prices")))
                .hasMessage("column prices is NaN");
    }

    @Test
    void carries_json_as_text_with_every_digit() {
        String json = "{\"price\": [123456789012.1234561, 1.10]}";

        assertThatObject(ask("SELECT ($1::text::jsonb)::text AS it", row -> row.text("it"), json))
                .isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\": 1.10}", "[1.10]"})
    void refuses_json_that_was_not_cast_because_the_client_rounds_it(String json) {
        assertThatThrownBy(() -> ask("SELECT $1::text::jsonb AS payload", row -> row.text("payload"), json))
                .hasMessage("column payload is JSON: select it as payload::text");
    }

    @Test
    void carries_columns_with_nulls_in_them() {
        var rows = List.of(new Sample("a", 1L, EXACT, NOON, LocalDate.EPOCH, ID, true), Sample.EMPTY);

        List<Sample> back = done(database.read(tx -> tx.query(UNNEST, ValuesTest::sample, columns(rows))));

        assertThat(back).containsExactlyElementsOf(rows);
    }

    @Test
    void carries_columns_of_nulls_only() {
        List<Sample> back =
                done(database.read(tx -> tx.query(UNNEST, ValuesTest::sample, columns(List.of(Sample.EMPTY)))));

        assertThat(back).containsExactly(Sample.EMPTY);
    }

    @Test
    void carries_columns_without_rows() {
        List<Sample> back = done(database.read(tx -> tx.query(UNNEST, ValuesTest::sample, columns(List.of()))));

        assertThat(back).isEmpty();
    }

    @Test
    void carries_columns_of_integers_reals_and_bytes() {
        List<byte @Nullable []> bytes = Arrays.asList(new byte[] {1, 2}, null);

        assertThatObject(ask(
                        "SELECT ($1::integer[])[2] AS it",
                        row -> row.integer("it"),
                        Column.integers(List.of(1, 2), one -> one)))
                .isEqualTo(2);
        assertThatObject(ask(
                        "SELECT ($1::float8[])[1] AS it",
                        row -> row.real("it"),
                        Column.reals(Arrays.asList(1.5, null), one -> one)))
                .isEqualTo(1.5);
        assertThatObject(ask("SELECT ($1::bytea[])[1] AS it", row -> row.bytes("it"), Column.bytes(bytes, one -> one)))
                .isEqualTo(new byte[] {1, 2});
    }

    @Test
    void reads_arrays_as_lists() {
        assertThatObject(ask("SELECT $1::text[] AS it", row -> row.texts("it"), Column.texts(List.of("a", "{\"b\"}"))))
                .isEqualTo(List.of("a", "{\"b\"}"));
        assertThatObject(ask("SELECT ARRAY[1, 2] AS it", row -> row.numbers("it")))
                .isEqualTo(List.of(1L, 2L));
        assertThatObject(ask("SELECT ARRAY[1.50, 2] AS it", row -> row.decimals("it")))
                .isEqualTo(List.of(new BigDecimal("1.50"), new BigDecimal("2")));
        assertThatObject(ask("SELECT ARRAY[$1::timestamptz] AS it", row -> row.instants("it"), NOON))
                .isEqualTo(List.of(NOON));
        assertThatObject(ask("SELECT $1::uuid[] AS it", row -> row.uuids("it"), Column.uuids(List.of(ID))))
                .isEqualTo(List.of(ID));
        assertThatObject(ask("SELECT '{}'::text[] AS it", row -> row.texts("it")))
                .isEqualTo(List.of());
    }

    @Test
    void refuses_a_bare_list_because_nobody_can_tell_the_type_of_an_empty_one() {
        assertThatThrownBy(() -> ask("SELECT 'a' = ANY($1::text[]) AS it", row -> row.flag("it"), List.of("a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Column");
    }

    @Test
    void counts_the_rows_of_a_whole_batch() {
        done(database.write(tx -> tx.execute("CREATE TABLE numbers (number int PRIMARY KEY)")));
        String insert = "INSERT INTO numbers (number) VALUES ($1) ON CONFLICT DO NOTHING";

        int changed = done(database.write(tx -> tx.batch(insert, List.of(1, 2, 2, 3), Args::of)));

        assertThat(changed).isEqualTo(3);
    }

    @Test
    void sends_nothing_for_an_empty_batch() {
        int changed = done(database.write(tx -> tx.batch("this is no SQL", List.of(), Args::of)));

        assertThat(changed).isZero();
    }

    @Test
    void writes_a_hundred_thousand_rows_in_one_statement() {
        done(database.write(tx ->
                tx.execute("CREATE TABLE ticks (symbol text, at timestamptz, price numeric(18,6), size bigint)")));
        var rows = IntStream.range(0, 100_000)
                .mapToObj(i -> new Sample("S" + i % 100, (long) i, EXACT, NOON.plusSeconds(i), null, null, null))
                .toList();

        int written = done(database.write(tx -> tx.execute(
                "INSERT INTO ticks SELECT * FROM unnest($1::text[], $2::timestamptz[], $3::numeric[], $4::bigint[])",
                Column.texts(rows, Sample::text),
                Column.instants(rows, Sample::at),
                Column.decimals(rows, Sample::price),
                Column.numbers(rows, Sample::number))));

        assertThat(written).isEqualTo(100_000);
        assertThatObject(ask("SELECT sum(price) AS it FROM ticks", row -> row.decimal("it")))
                .isEqualTo(EXACT.multiply(BigDecimal.valueOf(100_000)));
    }

    private static final String UNNEST = """
            SELECT *
              FROM unnest($1::text[], $2::bigint[], $3::numeric[], $4::timestamptz[], $5::date[], $6::uuid[], $7::boolean[])
                   AS t (text, number, price, at, day, id, flag)
            """;

    private static Object[] columns(List<Sample> rows) {
        return new Object[] {
            Column.texts(rows, Sample::text),
            Column.numbers(rows, Sample::number),
            Column.decimals(rows, Sample::price),
            Column.instants(rows, Sample::at),
            Column.dates(rows, Sample::day),
            Column.uuids(rows, Sample::id),
            Column.flags(rows, Sample::flag)
        };
    }

    private static Sample sample(Row row) {
        return new Sample(
                row.textOrNull("text"),
                row.numberOrNull("number"),
                row.decimalOrNull("price"),
                row.instantOrNull("at"),
                row.dateOrNull("day"),
                row.uuidOrNull("id"),
                row.flagOrNull("flag"));
    }

    private <T> T ask(String sql, RowReader<T> reader, @Nullable Object... args) {
        return done(database.read(tx -> tx.first(sql, reader, args))).orElseThrow();
    }

    private record Sample(
            @Nullable String text,
            @Nullable Long number,
            @Nullable BigDecimal price,
            @Nullable Instant at,
            @Nullable LocalDate day,
            @Nullable UUID id,
            @Nullable Boolean flag) {
        static final Sample EMPTY = new Sample(null, null, null, null, null, null, null);
    }
}
