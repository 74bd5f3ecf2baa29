package dev.tickwork.postgres;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgNotification;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what transactions {@link Tx#notify} on this database, on a connection of its own that is made at the first
 * {@link #listen} and made again for ever when it breaks. What is said while nobody is connected is lost, so every
 * listener is told each time that listening begins and looks for itself what it missed.
 */
public final class Notifications {
    private static final Logger log = LoggerFactory.getLogger(Notifications.class);
    private static final Pattern CHANNEL = Pattern.compile("[a-z][a-z0-9_]{0,62}");
    private static final long HEARTBEAT_MILLIS = 5_000;
    private static final long FIRST_RETRY_MILLIS = 50;
    private static final long LAST_RETRY_MILLIS = 5_000;
    private static final String HEARTBEAT = """
            SELECT 1
            """;

    private final Vertx vertx;
    private final Connector connector;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private @Nullable PgConnection connection;
    private boolean started;
    private boolean closed;
    private long retryMillis = FIRST_RETRY_MILLIS;

    Notifications(Vertx vertx, Connector connector) {
        this.vertx = vertx;
        this.connector = connector;
    }

    /**
     * Hears a channel; both handlers are called on the caller's context.
     *
     * @param channel lower-case letters, digits and underscores
     * @param begun called each time that listening begins, at first and after every gap: catch up by a query
     * @param heard gets the payload of each notification from then on
     */
    public synchronized Listening listen(String channel, Runnable begun, Consumer<String> heard) {
        if (!CHANNEL.matcher(channel).matches()) {
            throw new IllegalArgumentException("channel must be lower-case letters, digits and _, not " + channel);
        }
        var listener = new Listener(channel, begun, heard, vertx.getOrCreateContext());
        listeners.add(listener);
        begin(listener);
        return () -> listeners.remove(listener);
    }

    synchronized void close() {
        closed = true;
        listeners.clear();
        if (connection != null) {
            Wire.cut(connection);
        }
    }

    private void begin(Listener listener) {
        if (!started) {
            started = true;
            connect();
        } else if (connection != null) {
            listen(connection, listener);
        }
    }

    private void connect() {
        connector.single().onSuccess(this::connected).onFailure(this::retry);
    }

    private synchronized void connected(PgConnection made) {
        if (closed) {
            Wire.cut(made);
            return;
        }
        connection = made;
        retryMillis = FIRST_RETRY_MILLIS;
        made.notificationHandler(this::hear);
        made.closeHandler(gone -> lost(made));
        listeners.forEach(listener -> listen(made, listener));
        beat(made);
    }

    private void listen(PgConnection on, Listener listener) {
        on.query("LISTEN " + listener.channel())
                .execute()
                .onSuccess(listening -> listener.begin())
                .onFailure(failure -> lost(on));
    }

    private void hear(PgNotification notification) {
        for (Listener listener : listeners) {
            if (listener.channel().equals(notification.getChannel())) {
                listener.hear(notification.getPayload());
            }
        }
    }

    // Nothing else would tell a connection on which nothing is said from one that is dead.
    private synchronized void beat(PgConnection on) {
        if (connection == on) {
            connector.inTime(on.query(HEARTBEAT).execute()).onFailure(failure -> lost(on));
            vertx.setTimer(HEARTBEAT_MILLIS, timer -> beat(on));
        }
    }

    private synchronized void lost(PgConnection gone) {
        if (connection == gone && !closed) {
            log.atWarn().log("notifications are interrupted");
            connection = null;
            Wire.cut(gone);
            connectLater();
        }
    }

    private synchronized void retry(Throwable failure) {
        if (!closed) {
            logFailure(failure);
            connectLater();
        }
    }

    private void connectLater() {
        vertx.setTimer(retryMillis, timer -> connect());
        retryMillis = Math.min(retryMillis * 2, LAST_RETRY_MILLIS);
    }

    private static void logFailure(Throwable failure) {
        log.atDebug().addKeyValue("error", failure.getMessage()).log("postgres does not notify yet");
    }

    private record Listener(String channel, Runnable begun, Consumer<String> heard, Context context) {
        void begin() {
            context.runOnContext(now -> begun.run());
        }

        void hear(String payload) {
            context.runOnContext(now -> heard.accept(payload));
        }
    }
}
