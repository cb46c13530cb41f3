package dev.portolan.providers.googledrive;

import dev.portolan.application.port.Connector;
import dev.portolan.domain.Resource;
import dev.portolan.providers.OAuthConnectors;
import dev.portolan.providers.Simulator;
import dev.portolan.providers.oauth.ConsentStyle;
import dev.portolan.providers.paths.MediaTypes;
import dev.portolan.providers.server.FaultyProxy;
import dev.portolan.providers.wire.TestWire;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** A Google Drive of a test: folders of names are folders in My Drive. */
public final class GoogleDriveFixture implements Simulator {

    final FakeDrive drive = new FakeDrive();
    final OAuthConnectors.TestKeys keys = new OAuthConnectors.TestKeys(Map.of());
    private final FaultyProxy proxy = new FaultyProxy(drive.uri());
    private final TestWire wire = new TestWire();
    private final Map<String, String> ids = new HashMap<>();

    @Override
    public Connector connector() {
        return new GoogleDriveConnector(
                OAuthConnectors.endpoints(Map.of(
                        "portolan.providers.google-drive.api-url", proxy.uri().toString())),
                wire.wire(),
                OAuthConnectors.json());
    }

    @Override
    public Connector.Binding binding() {
        return OAuthConnectors.binding(Map.of(), keys);
    }

    @Override
    public void write(String name, byte[] content) {
        if (ids.containsKey(name)) {
            drive.tree.write(ids.get(name), content);
            return;
        }
        int slash = name.lastIndexOf('/');
        String leaf = name.substring(slash + 1);
        ids.put(
                name,
                drive.tree.file(
                        folder(name.substring(0, Math.max(0, slash))),
                        leaf,
                        MediaTypes.of(leaf).orElse("application/octet-stream"),
                        content));
    }

    private String folder(String path) {
        if (path.isEmpty()) {
            return DriveTree.ROOT;
        }
        if (!ids.containsKey(path + "/")) {
            int slash = path.lastIndexOf('/');
            ids.put(
                    path + "/",
                    drive.tree.folder(folder(path.substring(0, Math.max(0, slash))), path.substring(slash + 1)));
        }
        return ids.get(path + "/");
    }

    @Override
    public void remove(String name) {
        drive.tree.delete(ids.get(name));
    }

    /** To the trash, as people do. */
    @Override
    public void removeFolder(String name) {
        drive.tree.trash(folder(name), true);
        ids.keySet().removeIf(known -> known.startsWith(name + "/"));
    }

    @Override
    public void move(String from, String to) {
        String id = ids.remove(from);
        int slash = to.lastIndexOf('/');
        drive.tree.move(id, folder(to.substring(0, Math.max(0, slash))));
        drive.tree.rename(id, to.substring(slash + 1));
        ids.put(to, id);
    }

    @Override
    public Resource.Id id(String name) {
        return new Resource.Id(ids.get(name));
    }

    @Override
    public Set<String> secrets() {
        return Set.of("token-0");
    }

    @Override
    public Optional<FaultyProxy> proxy() {
        return Optional.of(proxy);
    }

    @Override
    public String provider() {
        return "google_drive";
    }

    @Override
    public ConsentStyle consent() {
        return ConsentStyle.GOOGLE;
    }

    @Override
    public Map<String, String> endpoints() {
        return Map.of("API_URL", drive.uri().toString());
    }

    @Override
    public void trust(Predicate<String> accessTokens) {
        drive.trust(accessTokens);
    }

    @Override
    public void forgetful() {
        drive.forgetful();
    }

    @Override
    public void close() {
        proxy.close();
        wire.close();
        drive.close();
    }
}
