package dev.tickwork.testservers;

/** A Redis that a test may stop, hang and start again. It stays at one address. */
public final class TestRedis {
    private final ServerAddress server;
    private final TcpProxy proxy;

    TestRedis(ServerAddress server) {
        this.server = server;
        this.proxy = TcpProxy.to(server.host(), server.port());
    }

    /** {@code redis://host:port} of database 0. */
    public String url() {
        return "redis://" + proxy.host() + ":" + proxy.port();
    }

    /** Ends every connection, refuses new ones and forgets all data and scripts, as a server without a disk does. */
    public void stop() {
        proxy.cut();
        forget();
    }

    /** Keeps connections open and accepts new ones, but answers nothing until {@link #start()}. */
    public void hang() {
        proxy.hang();
    }

    /** Answers again, at the same address. */
    public void start() {
        proxy.restore();
    }

    void startEmpty() {
        forget();
        proxy.restore();
    }

    private void forget() {
        RedisCommands.run(server, "FLUSHALL", "SCRIPT FLUSH", "CONFIG RESETSTAT");
    }
}
