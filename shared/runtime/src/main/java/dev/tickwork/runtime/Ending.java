package dev.tickwork.runtime;

import dev.tickwork.runtime.lifecycle.Closing;
import dev.tickwork.runtime.lifecycle.ExitCode;
import dev.tickwork.runtime.lifecycle.LocalServers;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the JVM in order when it is told to stop: what the node has, then the servers that were brought along. Whoever
 * sends the signal waits ten seconds at most, so when something hangs, the end comes without it and says what it was. A
 * signal during the start breaks the start off. Made on the thread that starts the process.
 */
final class Ending {
    private static final Logger log = LoggerFactory.getLogger(Ending.class);
    private static final Duration BEFORE_ANY_RUN = Duration.ofSeconds(4);

    private final Closing closing = new Closing();
    private final Thread starter = Thread.currentThread();
    private final CountDownLatch startIsOver = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Duration patience = BEFORE_ANY_RUN;
    private volatile boolean told;
    private volatile boolean gaveUp;
    private ExitCode unfinished = ExitCode.DONE;

    Ending(LocalServers servers) {
        closing.add("the local servers", () -> stopped(servers));
        Runtime.getRuntime().addShutdownHook(new Thread(this::onSignal, "ending"));
    }

    /** What it means for a process with something to do that it was told to stop; by default nothing. */
    Ending unfinishedIs(ExitCode code) {
        unfinished = code;
        return this;
    }

    /** What has to be ended; filled while the process starts. */
    Closing closing() {
        return closing;
    }

    /** @param stopTime how long everything may take to end, runs in flight included */
    void waitFor(Duration stopTime) {
        patience = stopTime;
    }

    /** Everything runs. */
    void started() {
        startIsOver.countDown();
    }

    /**
     * Ends what has been started, of a process that did not come up or has done what it came for.
     *
     * @return whether it was told to stop; the JVM then ends by itself
     */
    boolean giveUp() {
        gaveUp = !told;
        Waiting.untilEnded(patience, "the end", closing.close());
        startIsOver.countDown();
        return told;
    }

    /** Runs when the JVM ends for whatever reason; after a start that failed nothing is left to do. */
    private void onSignal() {
        if (gaveUp) {
            return;
        }
        told = true;
        var watchdog = new Thread(this::watch, "ending-watchdog");
        watchdog.setDaemon(true);
        watchdog.start();
        log.atInfo().log("stopping");
        breakOffStart();
        try {
            startIsOver.await();
            closing.close().onComplete(done -> ended.countDown());
            ended.await();
            log.atInfo().log("stopped");
            // The JVM would report the signal instead.
            Runtime.getRuntime().halt(unfinished.number());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void breakOffStart() {
        if (startIsOver.getCount() > 0) {
            closing.refuseMore();
            starter.interrupt();
        }
    }

    private void watch() {
        try {
            if (!ended.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                log.atError().log("{} did not end in time, so the process ends without it", closing.current());
                Runtime.getRuntime().halt(ExitCode.FAILED.number());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Future<Void> stopped(LocalServers servers) {
        servers.stop();
        return Future.succeededFuture();
    }
}
