package dev.portolan.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * A resource id as it is stored and ordered: its UTF-8 bytes, compared unsigned. An id of more than 1,024 bytes keeps
 * its first 992 and a digest of the whole, so that every database can index it.
 */
public final class ResourceKey implements Comparable<ResourceKey> {

    public static final int MAX_BYTES = 1_024;
    private static final int KEPT = MAX_BYTES - 32;

    private final byte[] bytes;

    private ResourceKey(byte[] bytes) {
        this.bytes = bytes;
    }

    public static ResourceKey of(String id) {
        byte[] utf8 = id.getBytes(StandardCharsets.UTF_8);
        if (utf8.length <= MAX_BYTES) {
            return new ResourceKey(utf8);
        }
        byte[] key = Arrays.copyOf(utf8, MAX_BYTES);
        System.arraycopy(sha256(utf8), 0, key, KEPT, MAX_BYTES - KEPT);
        return new ResourceKey(key);
    }

    public static ResourceKey of(Resource.Id id) {
        return of(id.value());
    }

    /** Whether it is this id in full, not shortened. */
    public boolean tells(String id) {
        return bytes.length < MAX_BYTES || toString().equals(id);
    }

    /** A key read back from a store. */
    public static ResourceKey ofBytes(byte[] stored) {
        return new ResourceKey(stored.clone());
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    private static byte[] sha256(byte[] input) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(input);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    @Override
    public int compareTo(ResourceKey other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ResourceKey key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
