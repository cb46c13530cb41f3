package dev.portolan.providers.oauth;

/** Lets calls pass, or makes them wait, and knows how many wait. */
final class Gate {

    private boolean open = true;
    private int waiting;

    synchronized void close() {
        open = false;
    }

    synchronized void open() {
        open = true;
        notifyAll();
    }

    synchronized void pass() throws InterruptedException {
        waiting++;
        notifyAll();
        try {
            while (!open) {
                wait();
            }
        } finally {
            waiting--;
        }
    }

    synchronized void awaitWaiting(int calls) throws InterruptedException {
        while (open || waiting < calls) {
            wait();
        }
    }
}
