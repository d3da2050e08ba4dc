package io.riffle.hash;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Splits entities evenly and for good: {@code md5(experiment + ":" + entity) mod count} of the UTF-8 bytes, the digest
 * read as one unsigned big-endian number. The same entity gets the same bucket on every instance and in any language,
 * and independent buckets in different experiments. MD5 serves as a mixer here, nothing is secret.
 */
public record HashBuckets(String experiment, int count) {
    public HashBuckets {
        if (count < 1) {
            throw new IllegalArgumentException("the number of buckets must be at least 1: was " + count);
        }
    }

    /** From 0 to {@link #count} - 1. */
    public int bucket(String entity) {
        byte[] digest = md5().digest((experiment + ":" + entity).getBytes(StandardCharsets.UTF_8));
        long rest = 0;
        for (byte part : digest) {
            rest = ((rest << 8) | (part & 0xff)) % count;
        }
        return (int) rest;
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must have MD5", e);
        }
    }
}
