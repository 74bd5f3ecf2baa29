package dev.tickwork.testservers;

/** What every byte of a {@link TcpProxy} passes. */
final class Valve {
    private boolean open = true;

    synchronized void open() {
        open = true;
        notifyAll();
    }

    synchronized void shut() {
        open = false;
    }

    synchronized void pass() throws InterruptedException {
        while (!open) {
            wait();
        }
    }
}
