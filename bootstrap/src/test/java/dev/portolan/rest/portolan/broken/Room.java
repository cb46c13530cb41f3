package dev.portolan.rest.portolan.broken;

public final class Room {}
