package dev.portolan.providers.googledrive;

import dev.portolan.domain.ProviderFailure;
import dev.portolan.providers.googledrive.GoogleDrivePayloads.ChangeList;
import dev.portolan.providers.googledrive.GoogleDrivePayloads.Drive;
import dev.portolan.providers.googledrive.GoogleDrivePayloads.DriveList;
import dev.portolan.providers.googledrive.GoogleDrivePayloads.File;
import dev.portolan.providers.googledrive.GoogleDrivePayloads.FileList;
import dev.portolan.providers.googledrive.GoogleDrivePayloads.StartToken;
import dev.portolan.providers.paths.Percent;
import dev.portolan.providers.wire.Call;
import dev.portolan.providers.wire.Json;
import dev.portolan.providers.wire.ProviderHttp;
import dev.portolan.providers.wire.Reply;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The calls to Google Drive that we make, as one account makes them. */
final class GoogleDriveApi {

    /** The most that is given at once. */
    static final int PAGE = 1_000;

    static final String FILE =
            "id,name,mimeType,parents,driveId,trashed,size,md5Checksum,headRevisionId,modifiedTime,resourceKey,webViewLink,"
                    + "shortcutDetails(targetId,targetResourceKey),capabilities(canDownload),clientEncryptionDetails(encryptionState)";

    private final ProviderHttp http;
    private final Json json;
    private final String api;

    GoogleDriveApi(ProviderHttp http, Json json, String api) {
        this.http = http;
        this.json = json;
        this.api = api;
    }

    <T> T get(String about, String template, String path, Map<String, String> query, Class<T> type) {
        return http.get(() -> call(about, template, path, query), json.as(type));
    }

    private Call call(String about, String template, String path, Map<String, String> query) {
        String parameters = query.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + Percent.escaped(entry.getValue(), "(),"))
                .collect(Collectors.joining("&"));
        return Call.get(about, URI.create(api + path + "?" + parameters))
                .unguarded()
                .counted(template);
    }

    String startToken(Corpus corpus) {
        return get(corpus.about(), "/changes/startPageToken", "/changes/startPageToken", corpus.log(), StartToken.class)
                .startPageToken();
    }

    ChangeList changes(Corpus corpus, String token) {
        Map<String, String> query = new LinkedHashMap<>(corpus.changes());
        query.put("pageToken", token);
        query.put("pageSize", String.valueOf(PAGE));
        query.put("includeRemoved", "true");
        query.put("fields", "nextPageToken,newStartPageToken,changes(changeType,removed,fileId,file(" + FILE + "))");
        return get(corpus.about(), "/changes", "/changes", query, ChangeList.class);
    }

    /** @param page empty at the beginning */
    FileList list(Corpus corpus, String wanted, String page, int size) {
        return list(corpus, wanted, page, size, false);
    }

    /** Folders before what is in them, mostly. */
    FileList listFoldersFirst(Corpus corpus, String wanted, String page) {
        return list(corpus, wanted, page, PAGE, true);
    }

    private FileList list(Corpus corpus, String wanted, String page, int size, boolean foldersFirst) {
        Map<String, String> query = new LinkedHashMap<>(corpus.files());
        query.put("q", wanted);
        query.put("pageSize", String.valueOf(Math.clamp(size, 1, PAGE)));
        query.put("fields", "nextPageToken,incompleteSearch,files(" + FILE + ")");
        if (foldersFirst) {
            query.put("orderBy", "folder");
        }
        if (!page.isEmpty()) {
            query.put("pageToken", page);
        }
        FileList list = get(corpus.about(), "/files", "/files", query, FileList.class);
        if (list.incompleteSearch().orElse(false)) {
            throw new ProviderFailure.Transient(corpus.about() + ": Google could not list all of it");
        }
        return list;
    }

    File file(String id, String fields) {
        return get(
                "'" + id + "'",
                "/files/{fileId}",
                "/files/" + Percent.escaped(id, ""),
                Map.of("fields", fields, "supportsAllDrives", "true"),
                File.class);
    }

    Drive drive(String id) {
        return get(
                "The shared drive '" + id + "'",
                "/drives/{driveId}",
                "/drives/" + Percent.escaped(id, ""),
                Map.of("fields", "id,name"),
                Drive.class);
    }

    DriveList drives(String page) {
        Map<String, String> query =
                new LinkedHashMap<>(Map.of("pageSize", "100", "fields", "nextPageToken,drives(id,name)"));
        if (!page.isEmpty()) {
            query.put("pageToken", page);
        }
        return get("The shared drives", "/drives", "/drives", query, DriveList.class);
    }

    /**
     * The answer, or the refusal of an export that is too large.
     *
     * @param resourceKey that opens an older link-shared file; empty for others
     */
    Reply bytes(
            String about,
            String template,
            String path,
            Map<String, String> query,
            Optional<String> resourceKey,
            Optional<Long> size) {
        return http.content(
                anew -> {
                    Call call = call(about, template, path, query).accepting(this::isExportTooLarge);
                    return resourceKey
                            .map(key -> call.with("X-Goog-Drive-Resource-Keys", key))
                            .orElse(call);
                },
                size);
    }

    private boolean isExportTooLarge(Reply reply) {
        return reply.status() == 403
                && GoogleDriveFailures.reason(json, reply)
                        .filter("exportSizeLimitExceeded"::equals)
                        .isPresent();
    }

    /** What Google has told us to read elsewhere, on its own hosts only: the token goes along. */
    Reply linked(String about, String link) {
        URI uri = URI.create(link);
        String host = String.valueOf(uri.getHost());
        boolean isGoogles = "https".equals(uri.getScheme())
                && (host.endsWith(".google.com") || host.endsWith(".googleusercontent.com"));
        if (!isGoogles && !host.equals(URI.create(api).getHost())) {
            throw new ProviderFailure.Invalid(about + ": Google names a host for its export that is not Google's");
        }
        return http.content(anew -> Call.get(about, uri).unguarded().counted("exportLink"), Optional.empty());
    }
}
