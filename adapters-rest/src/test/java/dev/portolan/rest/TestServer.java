package dev.portolan.rest;

import dev.portolan.application.Core;
import dev.portolan.application.FakeDrive;
import dev.portolan.application.memory.InMemoryAccessStore;
import dev.portolan.application.memory.InMemoryAskedStore;
import dev.portolan.application.memory.InMemoryCollectionStore;
import dev.portolan.application.memory.InMemoryConnectionStore;
import dev.portolan.application.memory.InMemoryDeletionStore;
import dev.portolan.application.memory.InMemoryDocumentStore;
import dev.portolan.application.memory.InMemoryGroupStore;
import dev.portolan.application.memory.InMemoryItemIssueStore;
import dev.portolan.application.memory.InMemoryLoginStore;
import dev.portolan.application.memory.InMemoryOAuth;
import dev.portolan.application.memory.InMemoryOrganizationStore;
import dev.portolan.application.memory.InMemoryRoleStore;
import dev.portolan.application.memory.InMemoryRunNameStore;
import dev.portolan.application.memory.InMemorySyncRunStore;
import dev.portolan.application.memory.InMemoryVault;
import dev.portolan.application.memory.InMemoryWorkQueue;
import dev.portolan.application.memory.MemoryDatabase;
import dev.portolan.application.memory.PlainPasswords;
import dev.portolan.application.memory.SequentialIds;
import dev.portolan.application.memory.SequentialSecrets;
import dev.portolan.application.memory.SettableClock;
import dev.portolan.application.oauth.FakeOAuth;
import dev.portolan.application.oauth.OAuthSettings.OperatorApp;
import dev.portolan.application.port.AccessStore;
import dev.portolan.application.port.Connector;
import dev.portolan.application.port.CronCalendar;
import dev.portolan.application.port.TextExtractor;
import dev.portolan.domain.Content;
import dev.portolan.domain.KeyScope;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Provider;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.Resource;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A server of the real services over stores in memory, and what a test needs to talk to it. */
public final class TestServer implements AutoCloseable {

    /** A namesake of the drive at which the operator has registered nothing. */
    public static final String WITHOUT_APP = "unregistered_drive";

    public static final String KEY = "first-administrators-key";

    public final SettableClock clock = new SettableClock();
    public final MemoryDatabase database = new MemoryDatabase();
    public final InMemoryConnectionStore connections = new InMemoryConnectionStore(database);
    public final InMemorySyncRunStore runs = new InMemorySyncRunStore(database);
    public final InMemoryDocumentStore documents = new InMemoryDocumentStore(database);
    public final InMemoryDeletionStore deletions = new InMemoryDeletionStore(database);
    public final InMemoryItemIssueStore issues = new InMemoryItemIssueStore(database);
    final CountedAccess access = new CountedAccess(new InMemoryAccessStore(database));
    public final SequentialIds ids = new SequentialIds();
    public final InMemoryVault vault = new InMemoryVault(database);
    public final FakeOAuth oauth = new FakeOAuth(clock);
    public final FakeDrive drive = new FakeDrive(oauth);
    public final Core core;
    private final List<FakeDrive> namesakes;
    private volatile @Nullable RuntimeException broken;
    final ApplicationContext context;
    private final EmbeddedServer server;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    /** One that knows more providers, or others by the same names. */
    public TestServer(Connector... more) {
        this(Map.of(), more);
    }

    /** One whose drive is there under other names too, by their ids. */
    public static TestServer of(Map<String, String> namesakes, Connector... more) {
        return new TestServer(Map.of(), namesakes, more);
    }

    private List<Connector> connectors(Connector... more) {
        Set<Provider.Id> others =
                Stream.of(more).map(connector -> connector.provider().id()).collect(Collectors.toSet());
        return Stream.concat(
                        Stream.concat(Stream.of(new FakeBuckets(), new FakeTables(), drive), namesakes.stream())
                                .filter(connector ->
                                        !others.contains(connector.provider().id())),
                        Stream.of(more))
                .toList();
    }

    /** One that is set up otherwise. */
    public TestServer(Map<String, Object> properties, Connector... more) {
        this(properties, Map.of(), more);
    }

    private TestServer(Map<String, Object> properties, Map<String, String> names, Connector... more) {
        namesakes = names.entrySet().stream()
                .map(name -> new FakeDrive(oauth, new Provider.Id(name.getKey()), name.getValue()))
                .toList();
        core = Core.of(new Core.Ports(
                connectors(more),
                new NoText(),
                database,
                new InMemoryOrganizationStore(database),
                access,
                new InMemoryGroupStore(database),
                new InMemoryRoleStore(database),
                new InMemoryLoginStore(database),
                new PlainPasswords(),
                new InMemoryCollectionStore(database),
                connections,
                vault,
                runs,
                new InMemoryRunNameStore(database),
                new InMemoryAskedStore(database),
                documents,
                deletions,
                issues,
                new InMemoryWorkQueue(database, clock),
                hourly(),
                clock,
                ids,
                new SequentialSecrets(),
                InMemoryOAuth.ports(database, oauth, operators())));
        core.access().prepare(Optional.of(KEY));
        Map<String, Object> all = new HashMap<>(properties);
        all.put("micronaut.server.port", -1);
        all.put("portolan.events.interval", "10ms");
        all.putIfAbsent("portolan.clear.patience", "50ms");
        all.put("portolan.oidc.patience", "2m");
        context = ApplicationContext.builder()
                .deduceEnvironment(false)
                .banner(false)
                .properties(all)
                .beanDefinitions(RuntimeBeanDefinition.builder(InstantSource.class, () -> clock)
                        .singleton(true)
                        .replaces(InstantSource.class)
                        .build())
                .singletons(core, ids)
                .start();
        server = context.getBean(EmbeddedServer.class).start();
    }

    private OperatorApp[] operators() {
        return Stream.concat(Stream.of(drive), namesakes.stream())
                .filter(app -> !app.provider().id().value().equals(WITHOUT_APP))
                .map(app -> new OperatorApp(
                        app.provider().id(), "operators-client", Optional.of("operators-secret"), List.of()))
                .toArray(OperatorApp[]::new);
    }

    public URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.getPort() + path);
    }

    int port() {
        return server.getPort();
    }

    public HttpClient http() {
        return http;
    }

    /** What the server is made of. */
    public ApplicationContext context() {
        return context;
    }

    /** The administrator. */
    public Principal admin() {
        return core.access().authenticate(KEY);
    }

    /** Makes a connection by our own API. @return its id */
    public String connection() {
        return connection("""
                {"provider": "s3", "name": "Archive", "settings": {"bucket": "papers"},
                 "secrets": {"accessKeyId": "AKIA0123456789ABCDEF", "secretAccessKey": "good-secret-key-0123456789"}}
                """);
    }

    public String connection(String json) {
        Call.Answer made = post("/portolan/v1/connections", json).send();
        made.json(201);
        return made.at("id");
    }

    /** Where users are kept. */
    public AccessStore people() {
        return access;
    }

    /** A key with less than all scopes. @return its text */
    public String key(KeyScope... scopes) {
        return core.access()
                .createKey(admin(), "narrow", Set.of(scopes), Optional.empty())
                .text();
    }

    /** What a JSON text says, to be compared with answers. */
    public Map<String, Object> json(String text) {
        try {
            return context.getBean(JsonMapper.class).readValue(text, Argument.mapOf(String.class, Object.class));
        } catch (IOException noJson) {
            throw new UncheckedIOException(noJson);
        }
    }

    /** A request with the administrator's key. */
    public Call call(String method, String path) {
        return anonymous(method, path).with("Authorization", "Bearer " + KEY);
    }

    public Call anonymous(String method, String path) {
        return new Call(http, context.getBean(JsonMapper.class), method, at(path));
    }

    public Call get(String path) {
        return call("GET", path);
    }

    public Call post(String path, String json) {
        return call("POST", path).json(json);
    }

    @Override
    public void close() {
        http.close();
        context.close();
    }

    /** From now on a schedule cannot be read; there is no other way to make a service fail by itself. */
    void breakCalendar(RuntimeException failure) {
        broken = failure;
    }

    /** Every expression of five words fires at the next full hour. */
    private CronCalendar hourly() {
        return (cron, zone, after) -> {
            if (broken != null) {
                throw broken;
            }
            if (cron.split(" ", -1).length != 5) {
                throw new Refusal.InvalidInput("cron", "must have five fields");
            }
            return after.truncatedTo(java.time.temporal.ChronoUnit.HOURS).plus(Duration.ofHours(1));
        };
    }

    private static final class NoText implements TextExtractor {
        @Override
        public Extraction extract(Resource document, Content content, BooleanSupplier cancelled) {
            return new Extraction.Text("", false, 0);
        }

        @Override
        public boolean accepts(long size) {
            return true;
        }
    }
}
