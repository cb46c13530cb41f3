package dev.portolan.providers.visited.broken;

public final class VisitedConnector {}
