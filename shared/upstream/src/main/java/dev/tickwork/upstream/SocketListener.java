package dev.tickwork.upstream;

/** Hears what comes over an {@link UpstreamSocket}, on the context that opened it. */
public interface SocketListener {
    /** A whole text message. What this throws closes the socket. */
    void onText(String text);

    /** It is over. Said once, and nothing after it. */
    void onEnd(SocketEnd end);
}
