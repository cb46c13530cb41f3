package dev.portolan.providers.googledrive;

import dev.portolan.providers.googledrive.FakeDrive.Answer;
import dev.portolan.providers.googledrive.FakeDrive.Refused;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Listings, queries and logs of a fake Drive. */
final class DriveListings {

    private static final Pattern PARENT = Pattern.compile("'([^']+)' in parents");
    private static final Pattern TYPE = Pattern.compile("mimeType = '([^']+)'");
    private static final Pattern TEXT = Pattern.compile("fullText contains '((?:[^'\\\\]|\\\\.)*)'");

    private final DriveTree tree;
    private int generation;
    private String lastListing = "";
    private List<DriveNode> lastFound = List.of();

    DriveListings(DriveTree tree) {
        this.tree = tree;
    }

    void forgetTokens() {
        generation++;
    }

    Answer files(Map<String, String> query) {
        Optional<String> drive = Optional.ofNullable(query.get("driveId"));
        if (!query.getOrDefault("corpora", "user").equals(drive.isPresent() ? "drive" : "user")
                || (drive.isPresent() && !"true".equals(query.get("includeItemsFromAllDrives")))) {
            throw new Refused(400, "invalid");
        }
        checkDrive(drive);
        List<DriveNode> found = found(drive, query);
        int size = size(query, 100);
        int from = position(query.get("pageToken"), "page", 0);
        Map<String, Object> answer = new HashMap<>(Map.of(
                "kind",
                "drive#fileList",
                "incompleteSearch",
                false,
                "files",
                found.stream()
                        .skip(from)
                        .limit(size)
                        .map(tree::metadata)
                        .map(file -> only(file, inner(query, "files")))
                        .toList()));
        if (from + size < found.size()) {
            answer.put("nextPageToken", token("page", from + size));
        }
        return Answer.json(only(answer, query.getOrDefault("fields", "*")));
    }

    /** Looked for once, however many pages it is given in. */
    private List<DriveNode> found(Optional<String> drive, Map<String, String> query) {
        String listing = tree.acts() + " " + drive + " " + query.get("orderBy") + " " + query.get("q");
        if (!listing.equals(lastListing)) {
            List<DriveNode> found = new ArrayList<>(tree.nodes.values().stream()
                    .filter(node -> node.parent().isPresent() && node.drive().equals(drive) && tree.isVisible(node))
                    .filter(node -> matches(node, query.getOrDefault("q", "")))
                    .toList());
            if ("folder".equals(query.get("orderBy"))) {
                found.sort(Comparator.comparing(node -> !node.isFolder()));
            }
            lastListing = listing;
            lastFound = found;
        }
        return lastFound;
    }

    private boolean matches(DriveNode node, String wanted) {
        String rest = wanted.replace("trashed = false", "");
        boolean matches = rest.equals(wanted) || !tree.isTrashed(node);
        Set<String> parents = new HashSet<>();
        Matcher parent = PARENT.matcher(rest);
        while (parent.find()) {
            parents.add(parent.group(1).equals("root") ? DriveTree.ROOT : parent.group(1));
        }
        rest = parent.replaceAll("");
        matches &= parents.isEmpty() || node.parent().filter(parents::contains).isPresent();
        Matcher type = TYPE.matcher(rest);
        matches &= !type.find() || node.type().equals(type.group(1));
        rest = type.replaceAll("");
        Matcher text = TEXT.matcher(rest);
        matches &= !text.find()
                || (node.name() + " " + new String(node.bytes(), StandardCharsets.UTF_8))
                        .toLowerCase(Locale.ROOT)
                        .contains(text.group(1).replaceAll("\\\\(.)", "$1").toLowerCase(Locale.ROOT));
        rest = text.replaceAll("");
        if (!rest.replaceAll("\\b(and|or)\\b|[ ()]", "").isEmpty()) {
            throw new Refused(400, "invalid");
        }
        return matches;
    }

    Answer startToken(Map<String, String> query) {
        Optional<String> drive = Optional.ofNullable(query.get("driveId"));
        checkDrive(drive);
        return Answer.json(Map.of(
                "kind", "drive#startPageToken", "startPageToken", token("log" + drive.orElse(""), tree.end(drive))));
    }

    Answer changes(Map<String, String> query) {
        Optional<String> drive = Optional.ofNullable(query.get("driveId"));
        checkDrive(drive);
        int size = size(query, 100);
        int from = position(query.get("pageToken"), "log" + drive.orElse(""), -1);
        List<Map.Entry<String, Integer>> all =
                List.copyOf(tree.after(drive, from).entrySet());
        Map<String, Object> answer = new HashMap<>(Map.of("kind", "drive#changeList"));
        answer.put(
                "changes",
                all.stream()
                        .limit(size)
                        .map(entry -> change(entry.getKey(), query))
                        .toList());
        if (all.size() > size) {
            answer.put(
                    "nextPageToken",
                    token("log" + drive.orElse(""), all.get(size - 1).getValue()));
        } else {
            answer.put("newStartPageToken", token("log" + drive.orElse(""), tree.end(drive)));
        }
        return Answer.json(only(answer, query.getOrDefault("fields", "*")));
    }

    private Map<String, Object> change(String id, Map<String, String> query) {
        if (id.startsWith("drive:")) {
            return Map.of("changeType", "drive", "removed", true, "driveId", id.substring(6));
        }
        Map<String, Object> change = new HashMap<>(Map.of("kind", "drive#change", "changeType", "file", "fileId", id));
        Optional<DriveNode> node = tree.find(id);
        change.put("removed", node.isEmpty());
        node.ifPresent(file -> change.put("file", only(tree.metadata(file), inner(query, "file"))));
        return only(change, inner(query, "changes"));
    }

    Answer drives(Map<String, String> query) {
        int size = size(query, 10);
        int from = position(query.get("pageToken"), "drives", 0);
        List<Map<String, Object>> all = new TreeMap<>(tree.drives())
                .entrySet().stream()
                        .map(drive -> Map.<String, Object>of("id", drive.getKey(), "name", drive.getValue()))
                        .toList();
        Map<String, Object> answer = new HashMap<>(
                Map.of("drives", all.stream().skip(from).limit(size).toList()));
        if (from + size < all.size()) {
            answer.put("nextPageToken", token("drives", from + size));
        }
        return Answer.json(answer);
    }

    Answer drive(String id) {
        checkDrive(Optional.of(id));
        return Answer.json(Map.of("id", id, "name", tree.drives().get(id)));
    }

    private void checkDrive(Optional<String> drive) {
        if (drive.isPresent() && !tree.drives().containsKey(drive.get())) {
            throw new Refused(404, "notFound");
        }
    }

    private static int size(Map<String, String> query, int otherwise) {
        int size = Integer.parseInt(query.getOrDefault("pageSize", String.valueOf(otherwise)));
        if (size < 1) {
            throw new Refused(400, "invalid");
        }
        return Math.min(size, 1_000);
    }

    private String token(String kind, int position) {
        return kind + "~" + generation + "~" + position;
    }

    private int position(String token, String kind, int otherwise) {
        if (token == null && otherwise >= 0) {
            return otherwise;
        }
        String start = kind + "~" + generation + "~";
        if (token == null || !token.startsWith(start)) {
            throw new Refused(400, "invalid");
        }
        return Integer.parseInt(token.substring(start.length()));
    }

    /** What a field list asks for within one of its names. */
    private static String inner(Map<String, String> query, String name) {
        String fields = query.getOrDefault("fields", "*");
        Matcher within = Pattern.compile("(?:^|[,(])" + name + "\\(").matcher(fields);
        if (!within.find()) {
            return "*";
        }
        int depth = 1;
        int at = within.end();
        while (depth > 0) {
            depth += fields.charAt(at) == '(' ? 1 : fields.charAt(at) == ')' ? -1 : 0;
            at++;
        }
        return fields.substring(within.end(), at - 1);
    }

    /** A partial answer, as the field list wants it. */
    static Map<String, Object> only(Map<String, Object> all, String fields) {
        if (fields.equals("*")) {
            return all;
        }
        String flat = fields;
        while (flat.contains("(")) {
            flat = flat.replaceAll("\\([^()]*\\)", "");
        }
        Set<String> wanted = Set.of(flat.split(",", -1));
        return all.entrySet().stream()
                .filter(entry -> wanted.contains(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
