package dev.tickwork.domain.time;

/** A wake-up that was asked for. */
@FunctionalInterface
public interface Alarm {
    /** Takes it back; without effect when it has gone off already. */
    void cancel();
}
