package dev.portolan.providers.s3;

import dev.portolan.domain.ResourceKey;
import dev.portolan.providers.paths.Percent;
import dev.portolan.providers.server.RawServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;

/** One bucket in memory that keeps every key as it is, and refuses when and as it is told to. It checks no signatures. */
final class FakeS3 implements AutoCloseable {

    /**
     * @param content byte by character
     * @param storageClass GLACIER and the like are refused when read
     */
    record Stored(String content, String storageClass) {
        String etag() {
            return Integer.toHexString(content.hashCode()) + content.length();
        }

        byte[] bytes() {
            return content.getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    /** An error instead of an answer. */
    record Refusal(int status, Map<String, String> headers, String body) {
        static Refusal of(int status, String code) {
            return new Refusal(status, Map.of(), "<Error><Code>" + code + "</Code></Error>");
        }

        static Refusal elsewhere(int status, String code, String region) {
            return new Refusal(
                    status,
                    Map.of("x-amz-bucket-region", region, "Location", "http://127.0.0.1:1/"),
                    "<Error><Code>" + code + "</Code><Region>" + region + "</Region></Error>");
        }
    }

    private final String bucket;
    private final RawServer server = new RawServer(this::handle);
    private final NavigableMap<ResourceKey, Stored> objects = new ConcurrentSkipListMap<>();
    private volatile Function<RawServer.Request, Optional<Refusal>> refusing = request -> Optional.empty();

    FakeS3(String bucket) {
        this.bucket = bucket;
    }

    URI uri() {
        return server.uri();
    }

    List<RawServer.Request> seen() {
        return server.seen();
    }

    void put(String key, byte[] content) {
        objects.put(ResourceKey.of(key), new Stored(new String(content, StandardCharsets.ISO_8859_1), "STANDARD"));
    }

    void put(String key, String content, String storageClass) {
        objects.put(ResourceKey.of(key), new Stored(content, storageClass));
    }

    void remove(String key) {
        objects.remove(ResourceKey.of(key));
    }

    void refuse(Function<RawServer.Request, Optional<Refusal>> how) {
        refusing = how;
    }

    void refuse(Refusal refusal) {
        refusing = request -> Optional.of(refusal);
    }

    private void handle(RawServer.Request request, OutputStream out) throws IOException {
        Optional<Refusal> refusal = refusing.apply(request);
        if (refusal.isPresent()) {
            reply(out, refusal.get());
            return;
        }
        URI target = URI.create("http://host" + request.target());
        String path = Percent.unescaped(target.getRawPath().substring(1));
        if (path.equals(bucket)) {
            RawServer.reply(out, 200, listing(parameters(target)));
        } else if (path.startsWith(bucket + "/")) {
            object(path.substring(bucket.length() + 1), request, out);
        } else {
            reply(out, Refusal.of(404, "NoSuchBucket"));
        }
    }

    private void object(String key, RawServer.Request request, OutputStream out) throws IOException {
        Stored stored = objects.get(ResourceKey.of(key));
        if (stored == null) {
            reply(out, Refusal.of(404, "NoSuchKey"));
        } else if (!stored.storageClass().equals("STANDARD")) {
            reply(out, Refusal.of(403, "InvalidObjectState"));
        } else if (!request.headers()
                .getOrDefault("If-Match", '"' + stored.etag() + '"')
                .equals('"' + stored.etag() + '"')) {
            reply(out, Refusal.of(412, "PreconditionFailed"));
        } else {
            Map<String, String> headers =
                    Map.of("Content-Type", "binary/octet-stream", "ETag", '"' + stored.etag() + '"');
            RawServer.content(out, request, headers, stored.bytes());
        }
    }

    private static void reply(OutputStream out, Refusal refusal) throws IOException {
        RawServer.reply(out, refusal.status(), refusal.headers(), refusal.body().getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> parameters(URI target) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : target.getRawQuery().split("&", -1)) {
            String[] parts = pair.split("=", 2);
            parameters.put(parts[0], Percent.unescaped(parts[1]));
        }
        return parameters;
    }

    private String listing(Map<String, String> asked) {
        String prefix = asked.getOrDefault("prefix", "");
        String delimiter = asked.getOrDefault("delimiter", "");
        String after = asked.getOrDefault("continuation-token", asked.getOrDefault("start-after", ""));
        int size = Integer.parseInt(asked.getOrDefault("max-keys", "1000"));
        StringBuilder contents = new StringBuilder();
        TreeSet<String> folders = new TreeSet<>();
        String last = "";
        int count = 0;
        boolean truncated = false;
        for (Map.Entry<ResourceKey, Stored> entry :
                objects.tailMap(ResourceKey.of(after), after.isEmpty()).entrySet()) {
            String key = entry.getKey().toString();
            int slash = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
            String folder = slash < 0 ? "" : key.substring(0, slash + 1);
            boolean told = !folder.isEmpty() && (folders.contains(folder) || after.startsWith(folder));
            if (!key.startsWith(prefix) || told) {
                last = told ? key : last;
                continue;
            }
            if (count == size) {
                truncated = true;
                break;
            }
            count++;
            last = key;
            if (folder.isEmpty()) {
                contents.append(contents(key, entry.getValue()));
            } else {
                folders.add(folder);
            }
        }
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\"?>\n<ListBucketResult><Name>" + bucket + "</Name>");
        xml.append(contents);
        folders.forEach(folder ->
                xml.append("<CommonPrefixes><Prefix>").append(encoded(folder)).append("</Prefix></CommonPrefixes>"));
        xml.append("<IsTruncated>").append(truncated).append("</IsTruncated><EncodingType>url</EncodingType>");
        return xml.append(truncated ? "<NextContinuationToken>" + escaped(last) + "</NextContinuationToken>" : "")
                .append("</ListBucketResult>")
                .toString();
    }

    private static String contents(String key, Stored stored) {
        return "<Contents><Key>" + encoded(key)
                + "</Key><LastModified>2026-10-12T17:50:30.000Z</LastModified><ETag>&quot;"
                + stored.etag() + "&quot;</ETag><Size>" + stored.content().length() + "</Size><StorageClass>"
                + stored.storageClass() + "</StorageClass></Contents>";
    }

    /** As AWS does it: a space is a plus. */
    private static String encoded(String key) {
        return Percent.escaped(key, "/").replace("%20", "+");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    @Override
    public void close() {
        server.close();
    }
}
