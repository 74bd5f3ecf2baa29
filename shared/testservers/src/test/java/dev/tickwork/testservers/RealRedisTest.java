package dev.tickwork.testservers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealRedis.class)
class RealRedisTest {
    private Socket socket = new Socket();

    @AfterEach
    void hang_up() throws IOException {
        socket.close();
    }

    @RepeatedTest(2)
    void starts_each_test_empty(TestRedis redis) throws IOException {
        connect(redis);

        assertThat(ask("DBSIZE")).isEqualTo(":0");
        assertThat(ask("SET leftover 1")).isEqualTo("+OK");
    }

    @Test
    void loses_its_connections_and_its_data_when_stopped(TestRedis redis) throws IOException {
        connect(redis);
        assertThat(ask("SET kept 1")).isEqualTo("+OK");

        redis.stop();

        assertThat(ask("GET kept")).isEqualTo("ended");
        assertThatThrownBy(() -> connect(redis)).isInstanceOf(ConnectException.class);
        redis.start();
        connect(redis);
        assertThat(ask("GET kept")).isEqualTo("$-1");
    }

    @Test
    void answers_late_what_it_was_asked_while_it_hung(TestRedis redis) throws IOException {
        connect(redis);
        redis.hang();
        socket.setSoTimeout(100);

        assertThatThrownBy(() -> ask("PING")).isInstanceOf(SocketTimeoutException.class);

        redis.start();
        assertThat(read()).isEqualTo("+PONG");
    }

    @Test
    void is_running_again_after_a_test_that_stopped_it(TestRedis redis) throws IOException {
        redis.stop();

        new RealRedis().beforeEach(null);

        connect(redis);
        assertThat(ask("PING")).isEqualTo("+PONG");
    }

    private void connect(TestRedis redis) throws IOException {
        URI url = URI.create(redis.url());
        socket.close();
        socket = new Socket(url.getHost(), url.getPort());
        socket.setSoTimeout(5_000);
    }

    private String ask(String command) throws IOException {
        try {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            return read();
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            return "ended";
        }
    }

    private String read() throws IOException {
        String line = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                .readLine();
        return line == null ? "ended" : line;
    }
}
