package dev.portolan.providers.notion;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A page, database, data source or other block of a fake workspace. */
final class NotionNode {

    enum Kind {
        PAGE,
        DATABASE,
        SOURCE,
        BLOCK
    }

    final String id;
    final Kind kind;
    final Instant created;

    /** The type of a block, and what it holds. */
    final String type;

    Map<String, Object> body = new HashMap<>();
    Map<String, Map<String, Object>> properties = new LinkedHashMap<>();
    List<String> children = new ArrayList<>();
    String title = "";
    Optional<String> parent;
    Instant edited;
    boolean isTrashed;
    boolean isHidden;
    boolean isUnlisted;
    byte[] bytes = new byte[0];

    NotionNode(String id, Kind kind, String type, Optional<String> parent, Instant created) {
        this.id = id;
        this.kind = kind;
        this.type = type;
        this.parent = parent;
        this.created = created;
        this.edited = created;
    }

    boolean isFound() {
        return kind == Kind.PAGE || kind == Kind.SOURCE;
    }
}
