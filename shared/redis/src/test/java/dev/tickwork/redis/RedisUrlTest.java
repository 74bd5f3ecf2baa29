package dev.tickwork.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisUrlTest {
    @Test
    void reads_every_part() {
        RedisUrl url = RedisUrl.parse("rediss://reader:p%40ss+w@cache.example.com:6380/3");

        assertThat(url).isEqualTo(new RedisUrl(true, "cache.example.com", 6380, 3, "reader", "p@ss+w"));
        assertThat(url.endpoint()).isEqualTo("rediss://cache.example.com:6380/3");
    }

    @Test
    void fills_in_port_and_database() {
        RedisUrl url = RedisUrl.parse("redis://localhost");

        assertThat(url).isEqualTo(new RedisUrl(false, "localhost", 6379, 0, null, null));
    }

    @Test
    void reads_an_ipv6_address_and_a_password_without_user() {
        RedisUrl url = RedisUrl.parse("redis://:secret@[::1]:6379/0");

        assertThat(url).isEqualTo(new RedisUrl(false, "::1", 6379, 0, null, "secret"));
        assertThat(url.endpoint()).isEqualTo("redis://[::1]:6379/0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http://localhost            | must begin with redis:// or rediss://
            localhost:6379              | must begin with
            redis://                    | cannot be read
            redis:///0                  | no readable host
            redis://host:99999          | port 99999
            redis://host/orders         | path /orders
            redis://onlyuser@host       | user without a password
            """)
    void says_what_is_wrong(String text, String complaint) {
        assertThatThrownBy(() -> RedisUrl.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(complaint);
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis://u:hunter2@ho st", "redis://u:hunter2@host/x", "http://u:hunter2@host"})
    void never_repeats_the_password(String text) {
        assertThatThrownBy(() -> RedisUrl.parse(text)).message().doesNotContain("hunter2");
    }

    @Test
    void hides_the_password_in_its_text() {
        assertThat(RedisUrl.parse("redis://u:hunter2@host:1/2")).hasToString("redis://u:***@host:1/2");
        assertThat(new RedisConfig(RedisUrl.parse("redis://u:hunter2@host"), "sim:").toString())
                .doesNotContain("hunter2");
    }
}
