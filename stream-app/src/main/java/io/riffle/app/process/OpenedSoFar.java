package io.riffle.app.process;

import java.util.ArrayDeque;
import java.util.Deque;

/** Closes what a start had opened when the start fails half-way, newest first. */
public final class OpenedSoFar implements AutoCloseable {
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    public <T extends AutoCloseable> T add(T resource) {
        opened.push(resource);
        return resource;
    }

    /** The start succeeded: somebody else closes them. */
    public void keep() {
        opened.clear();
    }

    /** The start succeeded: what this returns closes them. */
    public OpenedSoFar moved() {
        OpenedSoFar owner = new OpenedSoFar();
        opened.descendingIterator().forEachRemaining(owner::add);
        opened.clear();
        return owner;
    }

    @Override
    public void close() {
        for (AutoCloseable resource : opened) {
            try {
                resource.close();
            } catch (Exception failed) {
                throw new IllegalStateException("could not close " + resource, failed);
            }
        }
    }
}
