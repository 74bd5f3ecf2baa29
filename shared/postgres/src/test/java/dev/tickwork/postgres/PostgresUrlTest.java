package dev.tickwork.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresUrlTest {

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "postgresql"})
    void reads_both_schemes(String scheme) {
        PostgresUrl url = PostgresUrl.parse(scheme + "://user:pass@db.example:6543/marketdata");

        assertThat(url.user()).isEqualTo("user");
        assertThat(url.password()).isEqualTo("pass");
        assertThat(url.host()).isEqualTo("db.example");
        assertThat(url.port()).isEqualTo(6543);
        assertThat(url.database()).isEqualTo("marketdata");
    }

    @Test
    void fills_in_the_port_and_an_empty_password() {
        PostgresUrl url = PostgresUrl.parse("postgres://user@localhost/marketdata");

        assertThat(url.port()).isEqualTo(5432);
        assertThat(url.password()).isEmpty();
        assertThat(url.jdbcUrl()).isEqualTo("jdbc:postgresql://localhost:5432/marketdata?sslmode=prefer");
    }

    @Test
    void decodes_percent_encoded_parts() {
        PostgresUrl url = PostgresUrl.parse("postgres://us%40er:p%2Fa%3As%40s%25+%C3%A9@localhost/my%20data");

        assertThat(url.user()).isEqualTo("us@er");
        assertThat(url.password()).isEqualTo("p/a:s@s%+é");
        assertThat(url.database()).isEqualTo("my data");
        assertThat(url.jdbcUrl()).contains("/my%20data?");
    }

    @Test
    void allows_a_colon_and_an_at_sign_in_the_password() {
        assertThat(PostgresUrl.parse("postgres://user:a:b@c@localhost/data").password())
                .isEqualTo("a:b@c");
    }

    @Test
    void reads_an_ipv6_host() {
        PostgresUrl url = PostgresUrl.parse("postgres://user:pw@[::1]:5433/data");

        assertThat(url.host()).isEqualTo("::1");
        assertThat(url.port()).isEqualTo(5433);
        assertThat(url.jdbcUrl()).startsWith("jdbc:postgresql://[::1]:5433/data");
    }

    @ParameterizedTest
    @ValueSource(strings = {"disable", "allow", "prefer", "require", "verify-ca", "verify-full"})
    void passes_the_ssl_mode_on(String mode) {
        PostgresUrl url = PostgresUrl.parse("postgres://user:pw@localhost/data?sslmode=" + mode);

        assertThat(url.jdbcUrl()).contains("?sslmode=" + mode);
    }

    @Test
    void passes_a_root_certificate_on() {
        PostgresUrl url =
                PostgresUrl.parse("postgres://u:pw@localhost/data?sslmode=verify-full&sslrootcert=%2Fetc%2Fca.pem");

        assertThat(url.jdbcUrl()).endsWith("?sslmode=verify-full&sslrootcert=%2Fetc%2Fca.pem");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            mysql://user:hush@localhost/data,                  it does not start with postgres://
            localhost,                                         it does not start with postgres://
            postgres://localhost/data,                         it has no user
            postgres://:hush@localhost/data,                   it has no user
            postgres://user:hush@/data,                        it has no host
            postgres://user:hush@localhost,                    it has no database name
            postgres://user:hush@localhost/,                   it has no database name
            postgres://user:hush@localhost:54x/data,           the port is not a number from 1 to 65535
            postgres://user:hush@localhost:0/data,             the port is not a number from 1 to 65535
            postgres://user:hush@localhost:65536/data,         the port is not a number from 1 to 65535
            postgres://user:hush%2@localhost/data,             the password has a %
            postgres://user:hush@localhost/data?sslmode=maybe, sslmode is none of
            postgres://user:hush@localhost/data?timeout=3,     it has a parameter other than sslmode
            postgres://user:hush/hush@localhost/data,          it has no user
            postgres://me@user:hush/hush@localhost/data,       the port is not a number
            """)
    void says_what_is_wrong_without_the_password(String url, String complaint) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PostgresUrl.parse(url))
                .withMessageContaining(complaint)
                .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("hush"));
    }

    @Test
    void prints_without_the_password() {
        PostgresUrl url = PostgresUrl.parse("postgres://user:hush@localhost/data");

        assertThat(url).hasToString("postgres://user:***@localhost:5432/data");
        assertThat(PostgresConfig.standard(url, "test").toString()).doesNotContain("hush");
        assertThat(url.jdbcUrl()).doesNotContain("hush");
    }

    @Test
    void is_equal_only_when_everything_is() {
        PostgresUrl url = PostgresUrl.parse("postgres://user:pw@localhost/data");

        assertThat(url)
                .isEqualTo(PostgresUrl.parse("postgresql://user:pw@localhost:5432/data"))
                .hasSameHashCodeAs(PostgresUrl.parse("postgresql://user:pw@localhost:5432/data"))
                .isNotEqualTo(PostgresUrl.parse("postgres://user:other@localhost/data"));
    }
}
