package dev.portolan.providers.s3;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Where buckets turned out to be, so that only the first call to each pays for finding out. */
final class Regions {

    private static final int KEPT = 1_000;

    private final Map<String, String> learned = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > KEPT;
        }
    };

    synchronized String of(Bucket bucket) {
        return bucket.regionOr(Optional.ofNullable(learned.get(key(bucket))));
    }

    synchronized void learn(Bucket bucket, String region) {
        learned.put(key(bucket), region);
    }

    private static String key(Bucket bucket) {
        return bucket.host() + "/" + bucket.name();
    }
}
