package dev.tickwork.upstream;

import static dev.tickwork.upstream.House.NOON;
import static dev.tickwork.upstream.House.await;
import static dev.tickwork.upstream.House.eventually;
import static dev.tickwork.upstream.House.failure;
import static dev.tickwork.upstream.House.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwork.redis.Rate;
import dev.tickwork.testservers.TcpProxy;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.JksOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SocketTest {
    @RegisterExtension
    final House house = new House();

    @TempDir
    Path folder;

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<SocketEnd> ends = new CopyOnWriteArrayList<>();

    @Test
    void messages_go_both_ways_in_order_and_none_is_missed_before_somebody_listens() throws InterruptedException {
        int port = server(socket -> {
            socket.textMessageHandler(told::add);
            for (int i = 0; i < 100; i++) {
                socket.writeTextMessage("m" + i);
            }
        });
        UpstreamSocket socket = await(client(port).connect(request()));

        assertThat(heard).isEmpty();
        listen(socket);
        await(socket.send("hello"));

        eventually(() -> heard.size() == 100 && told.size() == 1);
        assertThat(heard.get(0)).isEqualTo("m0");
        assertThat(heard.get(99)).isEqualTo("m99");
        assertThat(told).containsExactly("hello");
        assertThat(open()).isEqualTo(1);
        assertThat(house.meters
                        .get("tickwork.upstream.socket.messages")
                        .counter()
                        .count())
                .isEqualTo(100);
    }

    @Test
    void messages_come_on_the_context_that_opened_it() throws InterruptedException {
        int port = server(socket -> socket.writeTextMessage("x"));
        UpstreamClient client = client(port);
        Context caller = house.vertx.getOrCreateContext();
        Promise<Context> on = Promise.promise();

        caller.runOnContext(here -> client.connect(request())
                .onSuccess(socket -> socket.listen(new SocketListener() {
                    @Override
                    public void onText(String text) {
                        on.complete(Vertx.currentContext());
                    }

                    @Override
                    public void onEnd(SocketEnd end) {
                        ends.add(end);
                    }
                })));

        assertThat(await(on.future())).isEqualTo(caller);
    }

    @Test
    void who_ended_it_and_why_is_said_once() throws InterruptedException {
        int port = server(socket -> {
            if (socket.path().equals("/bye")) {
                socket.close((short) 1012, "restart, token=abcdef").onFailure(e -> told.add("unclosed"));
            }
        });
        UpstreamClient client = client(port);

        listen(await(client.connect(request("/bye"))));
        eventually(() -> ends.size() == 1);
        UpstreamSocket ours = await(client.connect(request("/stay")));
        listen(ours);
        await(ours.close("enough"));
        await(ours.close("again"));
        eventually(() -> ends.size() == 2);

        assertThat(ends)
                .containsExactly(
                        new SocketEnd(false, "closed with 1012: restart, token=***"), new SocketEnd(true, "enough"));
        eventually(() -> open() == 0);
    }

    @Test
    void a_wire_that_breaks_is_an_end_too() throws InterruptedException {
        try (TcpProxy wire = TcpProxy.to("127.0.0.1", server(socket -> {}))) {
            UpstreamSocket socket = await(client(wire.port()).connect(request()));
            listen(socket);

            wire.cut();

            eventually(() -> ends.size() == 1);
            assertThat(ends.get(0)).isEqualTo(new SocketEnd(false, "closed with 1006: Connection was closed"));
            assertThatThrownBy(() -> await(socket.send("x"))).hasMessageContaining("closed");
            assertThat(await(socket.close("late"))).isNull();
        }
    }

    @Test
    void one_that_ended_before_anybody_listened_says_so() throws InterruptedException {
        int port = server(ServerWebSocket::close);
        UpstreamSocket socket = await(client(port).connect(request()));

        listen(socket);

        eventually(() -> ends.size() == 1);
        assertThat(ends.get(0).ours()).isFalse();
    }

    @Test
    void a_message_that_is_too_large_ends_it() throws InterruptedException {
        int port = server(socket -> socket.writeTextMessage("x".repeat(2_000)));
        UpstreamClient client = house.client(policy(port).withMaxAnswerBytes(1_000));

        listen(await(client.connect(request())));

        eventually(() -> ends.size() == 1);
        assertThat(heard).isEmpty();
        assertThat(ends.get(0).reason()).contains("1000");
    }

    @Test
    void a_listener_that_throws_ends_it() throws InterruptedException {
        int port = server(socket -> socket.writeTextMessage("x").compose(sent -> socket.writeTextMessage("y")));
        UpstreamSocket socket = await(client(port).connect(request()));

        socket.listen(new SocketListener() {
            @Override
            public void onText(String text) {
                heard.add(text);
                throw new IllegalStateException("cannot");
            }

            @Override
            public void onEnd(SocketEnd end) {
                ends.add(end);
            }
        });

        eventually(() -> ends.size() == 1);
        assertThat(heard).containsExactly("x");
        assertThat(ends).containsExactly(new SocketEnd(true, "a message was not taken"));
    }

    @Test
    void while_it_is_paused_the_other_side_is_held_back() throws InterruptedException {
        var written = new AtomicInteger();
        String block = "x".repeat(100_000);
        int port = server(socket -> pour(socket, block, written));
        UpstreamSocket socket = await(client(port).connect(request()));
        socket.pause();

        // The buffers on the way are the machine's own: only its time shows that they are full.
        long before = -1;
        while (before != written.get()) {
            before = written.get();
            Thread.sleep(200);
        }
        assertThat(written).hasValueLessThan(1_000);
        listen(socket);

        eventually(() -> heard.size() > 1_000);
        await(socket.close("enough"));
    }

    @Test
    void a_handshake_that_is_refused_says_what_it_means() {
        UpstreamClient client = client(refusing(404));
        assertThat(failure(client.connect(request())))
                .isInstanceOf(UpstreamFailure.BadAnswer.class)
                .hasMessage("vendor: 127.0.0.1/ws answered 404 and opened no socket");

        assertThat(failure(client(refusing(503)).connect(request()))).isInstanceOf(UpstreamFailure.Unavailable.class);
    }

    @Test
    void a_vendor_that_wants_us_to_wait_is_heard_by_all() {
        UpstreamClient client = client(refusing(429));

        assertThat(failure(client.connect(request())))
                .isInstanceOfSatisfying(UpstreamFailure.RateLimited.class, limited -> assertThat(limited.until())
                        .isEqualTo(NOON.plusSeconds(60)));
        assertThat(failure(client.connect(request()))).isInstanceOf(UpstreamFailure.RateLimited.class);
    }

    @Test
    void new_sockets_keep_their_pace() {
        int port = server(socket -> {});
        UpstreamClient client = house.client(policy(port).withRate(new Rate(15, seconds(60), 2)));

        for (int i = 0; i < 4; i++) {
            await(client.connect(request()));
        }

        assertThat(house.time.now()).isEqualTo(NOON.plusSeconds(8));
        assertThat(open()).isEqualTo(4);
    }

    @Test
    void outages_open_the_breaker() {
        UpstreamClient client = house.client(policy(1).withBreaker(new BreakerPolicy(2, seconds(60))));

        assertThat(failure(client.connect(request()))).isInstanceOf(UpstreamFailure.Unavailable.class);
        assertThat(failure(client.connect(request()))).isInstanceOf(UpstreamFailure.Unavailable.class);

        assertThat(failure(client.connect(request()))).isInstanceOf(UpstreamFailure.BreakerOpen.class);
    }

    @Test
    void one_that_does_not_answer_in_time_is_given_up() {
        Vendor silent = Vendor.writing(house.vertx, (socket, before) -> {});
        UpstreamClient client = house.client(house.hasty(silent));

        assertThat(failure(client.connect(request()))).isInstanceOf(UpstreamFailure.Unavailable.class);
    }

    @Test
    void the_gate_and_the_switch_hold_for_sockets() {
        assertThat(failure(elsewhere("https://api.example.com").connect(request())))
                .isInstanceOf(UpstreamFailure.NotAllowed.class)
                .hasMessageContaining("allow-list");
        house.allowedHosts.add("api.example.com");
        assertThat(failure(elsewhere("http://api.example.com").connect(request())))
                .isInstanceOf(UpstreamFailure.NotAllowed.class)
                .hasMessageContaining("only encrypted");
        house.names = host -> Future.succeededFuture(List.of(House.literal("10.0.0.1")));
        assertThat(failure(elsewhere("https://api.example.com").connect(request())))
                .isInstanceOf(UpstreamFailure.NotAllowed.class)
                .hasMessageContaining("not public");
        house.allowInternetSync = false;
        assertThat(failure(elsewhere("https://api.example.com").connect(request())))
                .isInstanceOf(UpstreamFailure.SwitchedOff.class);
    }

    @Test
    void a_name_that_changes_its_mind_after_the_check_is_found_out() throws Exception {
        // localhost is allowed as if it were on the internet, and is said to be public: only the wire knows better.
        house.allowedHosts.add("localhost");
        house.names = host -> Future.succeededFuture(List.of(House.literal("93.184.215.14")));

        assertThat(failure(tls("localhost", true))).isInstanceOf(UpstreamFailure.NotAllowed.class);
    }

    @Test
    void the_certificate_must_be_that_of_the_name() throws Exception {
        assertThat(await(tls("localhost", false))).isNotNull();
        assertThat(failure(tls("api.example.com", false))).isInstanceOf(UpstreamFailure.Unavailable.class);
    }

    @Test
    void a_door_that_closes_ends_all_sockets() throws InterruptedException {
        int port = server(socket -> {});
        Upstream door = house.door(policy(port));
        listen(await(door.client("vendor").connect(request())));

        await(door.close());

        eventually(() -> ends.size() == 1);
    }

    private Future<UpstreamSocket> tls(String nameInCertificate, boolean asIfOutside) throws Exception {
        JksOptions store = Certificates.of(nameInCertificate, folder);
        int port = server(new HttpServerOptions().setSsl(true).setKeyCertOptions(store), socket -> {});
        house.http = new HttpClientOptions().setTrustOptions(store);
        house.permitted.clear();
        if (!asIfOutside) {
            house.permitted.add(new HostPort("localhost", port));
            house.names = host -> Future.succeededFuture(List.of(House.literal("127.0.0.1")));
        }
        return house.client(House.once(URI.create("https://localhost:" + port))).connect(request());
    }

    private UpstreamClient elsewhere(String address) {
        return house.client(ProviderPolicy.of(URI.create(address)));
    }

    private static void pour(ServerWebSocket socket, String block, AtomicInteger written) {
        while (!socket.isClosed() && !socket.writeQueueFull()) {
            socket.writeTextMessage(block);
            written.incrementAndGet();
        }
        if (!socket.isClosed()) {
            socket.drainHandler(drained -> pour(socket, block, written));
        }
    }

    private void listen(UpstreamSocket socket) {
        socket.listen(new SocketListener() {
            @Override
            public void onText(String text) {
                heard.add(text);
            }

            @Override
            public void onEnd(SocketEnd end) {
                ends.add(end);
            }
        });
    }

    private int refusing(int status) {
        return Vendor.answering(
                        house.vertx,
                        request -> request.response().setStatusCode(status).end())
                .port();
    }

    private int server(Handler<ServerWebSocket> handler) {
        return server(new HttpServerOptions(), handler);
    }

    private int server(HttpServerOptions options, Handler<ServerWebSocket> handler) {
        return await(house.vertx
                        .createHttpServer(options)
                        .webSocketHandler(handler)
                        .listen(0, "127.0.0.1"))
                .actualPort();
    }

    private UpstreamClient client(int port) {
        return house.client(policy(port));
    }

    private ProviderPolicy policy(int port) {
        house.permitted.add(new HostPort("127.0.0.1", port));
        return House.once(URI.create("http://127.0.0.1:" + port));
    }

    private UpstreamRequest request() {
        return request("/ws");
    }

    private UpstreamRequest request(String path) {
        return house.get(path);
    }

    private int open() {
        return (int) house.meters.get("tickwork.upstream.sockets.open").gauge().value();
    }
}
