package dev.portolan.providers.googledrive;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a fake Drive keeps, and its logs of changes: one of the user's, one of each shared drive. */
final class DriveTree {

    static final String ROOT = "0ARootOfMyDrive";
    private static final String MINE = "";

    final Map<String, DriveNode> nodes = new LinkedHashMap<>();
    private final Map<String, String> drives = new LinkedHashMap<>();
    private final Map<String, List<String>> logs = new HashMap<>();
    private int lastId;
    private long acts;

    DriveTree() {
        nodes.put(ROOT, DriveNode.folder(ROOT, "My Drive", Optional.empty(), Optional.empty()));
        logs.put(MINE, new ArrayList<>());
    }

    // --- what people do

    synchronized String folder(String parent, String name) {
        String id = "folder_" + ++lastId;
        nodes.put(id, DriveNode.folder(id, name, Optional.of(parent), driveOf(parent)));
        log(id);
        return id;
    }

    synchronized String file(String parent, String name, String type, byte[] bytes) {
        String id = "file-" + ++lastId;
        nodes.put(
                id,
                new DriveNode(id, name, type, Optional.of(parent), driveOf(parent), bytes, 1, false, false, Map.of()));
        log(id);
        return id;
    }

    synchronized String shortcut(String parent, String name, String target) {
        String id = file(parent, name, GoogleDrivePayloads.SHORTCUT, new byte[0]);
        nodes.put(id, nodes.get(id).with(Map.of("shortcutDetails", Map.of("targetId", target))));
        return id;
    }

    synchronized String drive(String name) {
        String id = "0AShared" + ++lastId;
        drives.put(id, name);
        logs.put(id, new ArrayList<>());
        nodes.put(id, DriveNode.folder(id, name, Optional.empty(), Optional.of(id)));
        return id;
    }

    synchronized void leaveDrive(String id) {
        acts++;
        drives.remove(id);
        logs.get(MINE).add("drive:" + id);
    }

    synchronized void write(String id, byte[] bytes) {
        replace(nodes.get(id).holding(bytes));
    }

    synchronized void rename(String id, String name) {
        replace(nodes.get(id).called(name));
    }

    /** Nobody is told of what is below. */
    synchronized void move(String id, String parent) {
        replace(nodes.get(id).in(parent, driveOf(parent)));
    }

    synchronized void trash(String id, boolean now) {
        replace(nodes.get(id).trashed(now));
    }

    synchronized void unshare(String id, boolean now) {
        replace(nodes.get(id).hidden(now));
    }

    synchronized void describe(String id, Map<String, Object> more) {
        replace(nodes.get(id).with(more));
    }

    /** With all below; the log has but one entry. */
    synchronized void delete(String id) {
        log(id);
        Set<String> gone = new LinkedHashSet<>(Set.of(id));
        boolean more = true;
        while (more) {
            more = nodes.values().stream()
                    .filter(node -> node.parent().filter(gone::contains).isPresent())
                    .map(DriveNode::id)
                    .toList()
                    .stream()
                    .map(gone::add)
                    .reduce(false, Boolean::logicalOr);
        }
        gone.forEach(nodes::remove);
    }

    private void replace(DriveNode node) {
        nodes.put(node.id(), node);
        log(node.id());
    }

    /** Another one after each act. */
    synchronized long acts() {
        return acts;
    }

    private void log(String id) {
        acts++;
        String drive =
                Optional.ofNullable(nodes.get(id)).flatMap(DriveNode::drive).orElse(MINE);
        logs.get(drive).add(id);
    }

    private Optional<String> driveOf(String parent) {
        return nodes.get(parent).drive();
    }

    // --- what is asked

    synchronized Map<String, String> drives() {
        return Map.copyOf(drives);
    }

    /** @param drive empty: the user's log */
    synchronized int end(Optional<String> drive) {
        return logs.get(drive.orElse(MINE)).size();
    }

    /** What a log says after a position, each file once, at its last change: position by id. */
    synchronized Map<String, Integer> after(Optional<String> drive, int position) {
        List<String> log = logs.get(drive.orElse(MINE));
        Map<String, Integer> changes = new LinkedHashMap<>();
        for (int at = position; at < log.size(); at++) {
            changes.remove(log.get(at));
            changes.put(log.get(at), at + 1);
        }
        return changes;
    }

    synchronized Optional<DriveNode> find(String id) {
        return Optional.ofNullable(nodes.get(id.equals("root") ? ROOT : id)).filter(this::isVisible);
    }

    synchronized boolean isVisible(DriveNode node) {
        return above(node).noneMatch(DriveNode::isHidden)
                && node.drive().filter(id -> !drives.containsKey(id)).isEmpty();
    }

    synchronized boolean isTrashed(DriveNode node) {
        return above(node).anyMatch(DriveNode::isTrashed);
    }

    /** Itself and what it is in. */
    private Stream<DriveNode> above(DriveNode node) {
        return Stream.iterate(
                        Optional.of(node),
                        Optional::isPresent,
                        at -> at.get().parent().map(nodes::get))
                .limit(100)
                .map(Optional::orElseThrow);
    }

    synchronized Map<String, Object> metadata(DriveNode node) {
        return node.metadata(isTrashed(node));
    }
}
