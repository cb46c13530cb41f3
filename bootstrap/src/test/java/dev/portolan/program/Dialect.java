package dev.portolan.program;

import dev.portolan.program.Client.Answer;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a client of each document does to have a connection, its documents and what became of them; where a document has no call for it, ours. */
enum Dialect {
    OURS {
        @Override
        Place place(Client client, String provider) {
            return collection(client, provider);
        }

        @Override
        String connect(Client client, Place place) {
            String connection = client.post("connections", """
                    {"provider": "%s", "collection": "%s"}""".formatted(place.provider(), place.collection()))
                    .ok()
                    .string("id");
            URI url = Consent.begin(client, connection);
            client.get(Consent.given(url)).ok();
            return connection;
        }

        @Override
        Optional<Set<String>> shown(Client client, Place place, String connection) {
            Set<String> names = new TreeSet<>();
            client.get("collections/%s/documents?limit=1000&connection=%s".formatted(place.collection(), connection))
                    .ok()
                    .list("data")
                    .forEach(document -> names.add(String.valueOf(document.get("name"))));
            return Optional.of(names);
        }
    },

    SOURCESYNC {
        @Override
        Place place(Client client, String provider) {
            String namespace = "ns_" + provider;
            client.post("/v1/namespaces", """
                    {"name": "%s", "identifier": "%s"}""".formatted(namespace, namespace)).ok();
            return new Place(provider, namespace);
        }

        @Override
        String connect(Client client, Place place) {
            Answer made = client.post("/v1/connections", """
                    {"namespaceId": "%s", "name": "Mine", "connector": "%s", "clientRedirectUrl": "https://app.example/done"}""".formatted(
                                    place.collection(), place.provider().toUpperCase(Locale.ROOT)))
                    .ok();
            String connection = made.at("data", "connection", "id");
            String end = client.sentOn(Consent.given(URI.create(made.at("data", "authorizationUrl"))));
            if (!end.equals("https://app.example/done?connectionId=" + connection + "&status=success")) {
                throw new AssertionError(end);
            }
            return connection;
        }
    },

    BALLAST {
        @Override
        Place place(Client client, String provider) {
            return collection(client, provider);
        }

        @Override
        String connect(Client client, Place place) {
            Answer made = client.post("/api/v1/source-connections", """
                    {"collectionId": "%s", "sourceShortName": "%s", "name": "Mine", "credentials": {}}""".formatted(place.collection(), place.provider()))
                    .ok();
            client.get(Consent.given(URI.create(made.at("sourceConnection", "authorizationUrl"))))
                    .ok();
            return made.at("sourceConnection", "id");
        }

        @Override
        long sync(Client client, Place place, String connection) {
            String source = "/api/v1/source-connections/" + connection;
            String sync =
                    source + "/syncs/" + client.post(source + "/run", "{}").ok().string("syncId");
            Answer ended = ended(client, sync, "sync", "status");
            return Long.parseLong(ended.at("sync", "progress", "deleted"));
        }
    },

    ZENSEARCH {
        @Override
        Place place(Client client, String provider) {
            return collection(client, provider);
        }

        @Override
        String connect(Client client, Place place) {
            String oauth = "/v1/connectors/oauth/" + place.provider();
            String url = client.get(oauth + "/authorize").ok().at("data", "authUrl");
            Map<String, String> brought = parameters(Consent.given(URI.create(url)));
            return client.post(oauth + "/callback", """
                    {"code": "%s", "state": "%s", "name": "Mine", "collection": "%s"}""".formatted(
                                    brought.get("code"), brought.get("state"), place.collection()))
                    .ok()
                    .at("data", "id");
        }

        @Override
        long sync(Client client, Place place, String connection) {
            String calls = "/v1/connectors/" + connection + "/sync";
            String job = calls + "/" + client.post(calls, "{}").ok().at("data", "jobId");
            return Long.parseLong(ended(client, job, "data", "status").at("data", "progress", "deleted"));
        }
    },

    STACKAI {
        @Override
        Place place(Client client, String provider) {
            return new Place(provider, "default");
        }

        @Override
        String connect(Client client, Place place) {
            String id = place.provider().replace("google_drive", "gdrive");
            String wanted = """
                    {"name": "Mine", "provider_id": "%s", "connection_type_id": "%s_oauth2", "connection_provider_data": {}}""".formatted(id, id);
            String url = client.post("/connections/oauth/start", wanted).ok().text();
            String query =
                    URI.create(Consent.given(URI.create(url.replace("\"", "")))).getRawQuery();
            return client.post("/connections/oauth/callback?" + query, wanted)
                    .ok()
                    .string("connection_id");
        }

        /** Its listing of resources asks the provider itself. */
        @Override
        Optional<Set<String>> shown(Client client, Place place, String connection) {
            Set<String> names = new TreeSet<>();
            walk(client, "/connections/" + connection + "/resources/children?page_size=1000", "", names);
            return Optional.of(names);
        }

        private void walk(Client client, String children, String parent, Set<String> names) {
            for (Map<String, Object> resource :
                    client.get(children + parent).ok().list("data")) {
                String id = String.valueOf(resource.get("resource_id"));
                if (resource.get("inode_type").equals("directory")) {
                    walk(client, children, "&resource_id=" + URLEncoder.encode(id, StandardCharsets.UTF_8), names);
                } else {
                    String path = String.valueOf(((Map<?, ?>) resource.get("inode_path")).get("path"));
                    names.add(path.substring(path.lastIndexOf('/') + 1));
                }
            }
        }
    },

    INFORMER {
        @Override
        Place place(Client client, String provider) {
            return collection(client, provider);
        }

        @Override
        String connect(Client client, Place place) {
            String app = client.get("apps").ok().list("data").stream()
                    .filter(each -> place.provider().equals(each.get("provider")))
                    .map(each -> String.valueOf(each.get("id")))
                    .findFirst()
                    .orElseThrow();
            String library = "/api/libraries/" + place.collection();
            client.send("PUT", library + "/integration", "{\"integrationId\": \"%s\"}".formatted(app))
                    .ok();
            String made = OURS.connect(client, place);
            if (!client.get(library + "/connection").ok().string("id").equals(made)) {
                throw new AssertionError("The library has another connection");
            }
            return made;
        }

        @Override
        long sync(Client client, Place place, String connection) {
            Answer done = client.post("/api/libraries/" + place.collection() + "/_sync", "{\"purge\": false}")
                    .ok();
            if (!done.body().get("errors").equals(List.of())) {
                throw new AssertionError(done.text());
            }
            return Long.parseLong(done.string("deletedFiles"));
        }
    };

    /** @param collection by a name that our own API knows it by too */
    record Place(String provider, String collection) {}

    /** Where the connection will be, made for it. */
    abstract Place place(Client client, String provider);

    /** Consent is asked for and given. @return the connection's id, as the dialect has it */
    abstract String connect(Client client, Place place);

    /** Until it has ended well. @return how many documents it says that it has deleted */
    long sync(Client client, Place place, String connection) {
        String sync = "syncs/" + client.startSync(connection);
        return Long.parseLong(ended(client, sync, "state").at("progress", "deleted"));
    }

    /** The names of the documents that the dialect shows, where it shows any. */
    Optional<Set<String>> shown(Client client, Place place, String connection) {
        return Optional.empty();
    }

    Place collection(Client client, String provider) {
        String name = name().toLowerCase(Locale.ROOT) + "-" + provider.replace('_', '-');
        client.post("collections", "{\"name\": \"%s\", \"slug\": \"%s\"}".formatted(name, name))
                .ok();
        return new Place(provider, name);
    }

    private static Answer ended(Client client, String path, String... status) {
        long until = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        Answer now = client.get(path).ok();
        while (!now.at(status).equals("completed")) {
            boolean over =
                    Set.of("failed", "cancelled", "completed_with_errors").contains(now.at(status));
            if (over || System.nanoTime() > until) {
                throw new AssertionError(now.text());
            }
            Pause.shortly();
            now = client.get(path).ok();
        }
        return now;
    }

    private static Map<String, String> parameters(String pathAndQuery) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : pathAndQuery.replaceFirst("^[^?]*[?]", "").split("&", -1)) {
            parameters.put(pair.replaceFirst("=.*", ""), pair.replaceFirst("^[^=]*=", ""));
        }
        return parameters;
    }
}
