package dev.portolan.providers.s3.broken;

public final class Neighbour {}
