package dev.portolan.providers.broken;

public final class SecondFace {}
