package dev.tickwork.upstream;

/**
 * How an {@link UpstreamSocket} ended.
 *
 * @param ours whether we closed it; else the other side did, or the wire broke
 * @param reason for operators; holds no secret
 */
public record SocketEnd(boolean ours, String reason) {}
