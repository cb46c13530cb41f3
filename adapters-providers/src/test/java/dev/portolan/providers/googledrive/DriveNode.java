package dev.portolan.providers.googledrive;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A file, folder, shortcut or document of a fake Drive. What of it changes, changes by replacement. */
@SuppressWarnings("ArrayRecordComponent")
record DriveNode(
        String id,
        String name,
        String type,
        Optional<String> parent,
        Optional<String> drive,
        byte[] bytes,
        int revision,
        boolean isTrashed,
        boolean isHidden,
        Map<String, Object> extra) {

    private static final Instant BEGIN = Instant.parse("2026-01-02T03:04:05Z");

    static DriveNode folder(String id, String name, Optional<String> parent, Optional<String> drive) {
        return new DriveNode(
                id, name, GoogleDrivePayloads.FOLDER, parent, drive, new byte[0], 1, false, false, Map.of());
    }

    boolean isFolder() {
        return type.equals(GoogleDrivePayloads.FOLDER);
    }

    boolean isNative() {
        return type.startsWith("application/vnd.google-apps.");
    }

    DriveNode holding(byte[] newBytes) {
        return new DriveNode(id, name, type, parent, drive, newBytes, revision + 1, isTrashed, isHidden, extra);
    }

    DriveNode in(String newParent, Optional<String> newDrive) {
        return new DriveNode(
                id, name, type, Optional.of(newParent), newDrive, bytes, revision, isTrashed, isHidden, extra);
    }

    DriveNode called(String newName) {
        return new DriveNode(id, newName, type, parent, drive, bytes, revision, isTrashed, isHidden, extra);
    }

    DriveNode trashed(boolean now) {
        return new DriveNode(id, name, type, parent, drive, bytes, revision, now, isHidden, extra);
    }

    DriveNode hidden(boolean now) {
        return new DriveNode(id, name, type, parent, drive, bytes, revision, isTrashed, now, extra);
    }

    DriveNode with(Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(extra);
        all.putAll(more);
        return new DriveNode(id, name, type, parent, drive, bytes, revision, isTrashed, isHidden, all);
    }

    /** All that a reply may have of it. {@code trashed}: itself or any folder above. */
    Map<String, Object> metadata(boolean trashed) {
        Map<String, Object> metadata = new HashMap<>();
        metadata.put("kind", "drive#file");
        metadata.put("id", id);
        metadata.put("name", name);
        metadata.put("mimeType", type);
        parent.ifPresent(above -> metadata.put("parents", List.of(above)));
        drive.ifPresent(of -> metadata.put("driveId", of));
        metadata.put("trashed", trashed);
        metadata.put("modifiedTime", BEGIN.plusSeconds(revision).toString());
        metadata.put("webViewLink", "https://drive.google.com/file/d/" + id);
        metadata.put("capabilities", Map.of("canDownload", true));
        if (!isFolder() && !type.equals(GoogleDrivePayloads.SHORTCUT)) {
            metadata.put("size", String.valueOf(bytes.length));
        }
        if (!isNative()) {
            metadata.put("md5Checksum", md5(bytes));
            metadata.put("headRevisionId", "rev-" + revision);
        }
        metadata.putAll(extra);
        return metadata;
    }

    private static String md5(byte[] bytes) {
        try {
            return String.format(
                    "%032x", new BigInteger(1, MessageDigest.getInstance("MD5").digest(bytes)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
