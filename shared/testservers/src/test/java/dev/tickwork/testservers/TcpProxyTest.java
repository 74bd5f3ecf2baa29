package dev.tickwork.testservers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpProxyTest {
    private ServerSocket echo;
    private TcpProxy proxy;

    @BeforeEach
    void start() throws IOException {
        echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Daemon.start("echo", this::echoAll);
        proxy = TcpProxy.to("127.0.0.1", echo.getLocalPort());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        echo.close();
    }

    @Test
    void forwards_both_ways() throws IOException {
        try (Socket client = connect()) {
            assertThat(ask(client, 7)).isEqualTo(7);
        }
    }

    @Test
    void ends_connections_and_refuses_new_ones_while_cut() throws IOException {
        try (Socket client = connect()) {
            assertThat(ask(client, 1)).isEqualTo(1);

            proxy.cut();

            assertThat(read(client)).isEqualTo(-1);
            assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void listens_at_the_same_port_once_restored() throws IOException {
        proxy.cut();

        proxy.restore();

        try (Socket client = connect()) {
            assertThat(ask(client, 2)).isEqualTo(2);
        }
    }

    @Test
    void says_nothing_while_it_hangs_and_goes_on_where_it_stopped() throws IOException {
        try (Socket client = connect()) {
            proxy.hang();
            client.setSoTimeout(100);
            client.getOutputStream().write(3);
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

            proxy.restore();

            client.setSoTimeout(5_000);
            assertThat(client.getInputStream().read()).isEqualTo(3);
        }
    }

    @Test
    void ends_the_client_when_the_target_refuses() throws IOException {
        echo.close();

        try (Socket client = connect()) {
            assertThat(read(client)).isEqualTo(-1);
        }
    }

    @Test
    void puts_itself_into_a_url() {
        TcpProxy before = TcpProxy.to("postgres://me:pw@localhost:5432/test");

        assertThat(before.through("postgres://me:pw@localhost:5432/test"))
                .isEqualTo("postgres://me:pw@127.0.0.1:" + before.port() + "/test");
        before.close();
    }

    private Socket connect() throws IOException {
        var socket = new Socket(proxy.host(), proxy.port());
        socket.setSoTimeout(5_000);
        return socket;
    }

    private static int ask(Socket client, int octet) throws IOException {
        client.getOutputStream().write(octet);
        return client.getInputStream().read();
    }

    private static int read(Socket client) {
        try {
            return client.getInputStream().read();
        } catch (IOException e) {
            return -1;
        }
    }

    private void echoAll() {
        while (!echo.isClosed()) {
            try {
                Socket client = echo.accept();
                Daemon.start("echo-one", () -> echo(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void echo(Socket client) {
        try (client) {
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException e) {
            // The proxy hung up.
        }
    }
}
