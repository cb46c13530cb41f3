package dev.portolan.providers.dropbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The files and folders of a fake Dropbox by their path in small letters, and the number of the latest event at each path. */
final class DropboxTree {

    private static final Instant BEGIN = Instant.parse("2026-01-02T03:04:05Z");
    private static final int BLOCK = 4 * 1024 * 1024;

    /** {@code export}: the formats that it can be had in, where it is no file of bytes. */
    @SuppressWarnings("ArrayRecordComponent")
    record Node(
            String id,
            String path,
            boolean isFolder,
            byte[] bytes,
            long revision,
            Optional<List<String>> export,
            Optional<String> target,
            boolean isRestricted) {

        String lower() {
            return path.toLowerCase(Locale.ROOT);
        }

        String name() {
            return path.substring(path.lastIndexOf('/') + 1);
        }

        String rev() {
            return String.format("%015x", revision);
        }

        Node at(String newPath) {
            return new Node(id, newPath, isFolder, bytes, revision, export, target, isRestricted);
        }

        /** @param below what paths are relative to */
        Map<String, Object> metadata(String below) {
            Map<String, Object> metadata = new HashMap<>();
            metadata.put(".tag", isFolder ? "folder" : "file");
            metadata.put("name", name());
            metadata.put("id", id);
            metadata.put("path_lower", lower().substring(below.length()));
            metadata.put("path_display", path.substring(below.length()));
            if (!isFolder) {
                String modified = BEGIN.plusSeconds(revision)
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString();
                metadata.put("client_modified", modified);
                metadata.put("server_modified", modified);
                metadata.put("rev", rev());
                metadata.put("size", bytes.length);
                metadata.put("is_downloadable", export.isEmpty());
                if (export.isEmpty()) {
                    metadata.put("content_hash", hash(bytes));
                } else {
                    metadata.put(
                            "export_info",
                            Map.of("export_as", export.get().getFirst(), "export_options", export.get()));
                }
                target.ifPresent(to -> metadata.put("symlink_info", Map.of("target", to)));
            }
            return metadata;
        }
    }

    final NavigableMap<String, Node> nodes = new TreeMap<>();

    /** By path in small letters: the latest event there, of what is gone too. */
    final Map<String, Long> events = new HashMap<>();

    /** Of folders that have been made anew at their path: the deletion of the one before. */
    final Map<String, Long> deletions = new HashMap<>();

    private final Map<String, String> ids = new HashMap<>();

    /** Where what has an id is, by path in small letters. */
    private final Map<String, String> places = new HashMap<>();

    private long sequence;
    private long lastId;

    synchronized long sequence() {
        return sequence;
    }

    // --- what people do

    synchronized void put(String path, byte[] bytes) {
        store(path, bytes, Optional.empty(), Optional.empty(), false);
    }

    synchronized void putPaper(String path, String text, String... formats) {
        store(path, text.getBytes(StandardCharsets.UTF_8), Optional.of(List.of(formats)), Optional.empty(), false);
    }

    synchronized void putLink(String path, String target) {
        store(path, new byte[0], Optional.empty(), Optional.of(target), false);
    }

    synchronized void putRestricted(String path) {
        store(path, new byte[] {1}, Optional.empty(), Optional.empty(), true);
    }

    private void store(
            String path, byte[] bytes, Optional<List<String>> export, Optional<String> target, boolean restricted) {
        check(path);
        folders(path);
        Node before = nodes.get(path.toLowerCase(Locale.ROOT));
        if (before != null && before.isFolder()) {
            drop(path);
            before = null;
        }
        String id = before == null ? newId() : before.id();
        ids.put(path, id);
        add(new Node(id, path, false, bytes, ++sequence, export, target, restricted));
    }

    synchronized void makeFolder(String path) {
        check(path);
        folders(path + "/x");
    }

    private void folders(String path) {
        for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
            String folder = path.substring(0, slash);
            if (!nodes.containsKey(folder.toLowerCase(Locale.ROOT))) {
                add(new Node(
                        newId(), folder, true, new byte[0], ++sequence, Optional.empty(), Optional.empty(), false));
            }
        }
    }

    private void add(Node node) {
        if (node.isFolder() && events.containsKey(node.lower()) && !nodes.containsKey(node.lower())) {
            deletions.put(node.lower(), events.get(node.lower()));
        }
        nodes.put(node.lower(), node);
        places.put(node.id(), node.lower());
        events.put(node.lower(), ++sequence);
    }

    private String newId() {
        return "id:" + String.format("%022d", ++lastId);
    }

    /** One event, whatever lies below. */
    synchronized void delete(String path) {
        drop(path);
        events.put(path.toLowerCase(Locale.ROOT), ++sequence);
    }

    private void drop(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        nodes.remove(lower);
        events.remove(lower);
        nodes.subMap(lower + "/", lower + "0").clear();
        events.keySet().removeIf(at -> at.startsWith(lower + "/"));
        deletions.keySet().removeIf(at -> at.equals(lower) || at.startsWith(lower + "/"));
    }

    /** Told as one deletion and, for the folder and all below it, an addition each. */
    synchronized void move(String from, String to, boolean deletionLast) {
        check(to);
        String lower = from.toLowerCase(Locale.ROOT);
        Map<String, Node> moved = new TreeMap<>(nodes.subMap(lower + "/", lower + "0"));
        moved.put(lower, nodes.get(lower));
        if (!deletionLast) {
            delete(from);
        }
        folders(to);
        moved.values().stream()
                .map(node -> node.at(to + node.path().substring(from.length())))
                .forEach(node -> {
                    ids.put(node.path(), node.id());
                    add(node);
                });
        if (deletionLast) {
            moved.keySet().forEach(nodes::remove);
            moved.keySet().forEach(events::remove);
            events.put(lower, ++sequence);
        }
    }

    private static void check(String path) {
        boolean isWrong = path.contains("//")
                || path.contains("\\")
                || (path + "/").contains("/../")
                || (path + "/").contains("/./")
                || path.substring(path.lastIndexOf('/') + 1).isBlank()
                || path.substring(path.lastIndexOf('/') + 1).length() > 255;
        if (isWrong) {
            throw new IllegalArgumentException("malformed_path: " + path);
        }
    }

    // --- what is asked

    /** The id of what was stored at a path, though it may be gone. */
    synchronized String id(String path) {
        return Optional.ofNullable(ids.get(path)).orElseThrow();
    }

    synchronized Optional<Node> find(String path, String below) {
        return path.startsWith("id:")
                ? Optional.ofNullable(places.get(path))
                        .map(nodes::get)
                        .filter(node -> node.id().equals(path))
                : Optional.ofNullable(nodes.get((below + path).toLowerCase(Locale.ROOT)));
    }

    /** The hash of the hashes of its blocks. */
    static String hash(byte[] bytes) {
        try {
            MessageDigest all = MessageDigest.getInstance("SHA-256");
            for (int at = 0; at < bytes.length; at += BLOCK) {
                MessageDigest block = MessageDigest.getInstance("SHA-256");
                block.update(bytes, at, Math.min(BLOCK, bytes.length - at));
                all.update(block.digest());
            }
            return HexFormat.of().formatHex(all.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
