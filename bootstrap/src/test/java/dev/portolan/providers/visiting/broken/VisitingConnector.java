package dev.portolan.providers.folder.broken;

import dev.portolan.providers.s3.broken.Neighbour;

public final class Visitor {
    private final Neighbour neighbour = new Neighbour();

    public Neighbour neighbour() {
        return neighbour;
    }
}
