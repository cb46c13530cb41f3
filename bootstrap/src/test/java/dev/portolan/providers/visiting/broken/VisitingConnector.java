package dev.portolan.providers.visiting.broken;

import dev.portolan.providers.visited.broken.VisitedConnector;

public final class VisitingConnector {
    private final VisitedConnector visited = new VisitedConnector();

    public VisitedConnector visited() {
        return visited;
    }
}
