package dev.portolan.program;

import dev.portolan.providers.Simulator;
import dev.portolan.providers.oauth.ConsentServer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A simulated provider with its consent, for a program to be pointed at. */
public record Simulated(Simulator simulator, ConsentServer consent) implements AutoCloseable {

    public static Simulated of(Simulator simulator) {
        ConsentServer consent = new ConsentServer(simulator.consent());
        simulator.trust(consent::knows);
        return new Simulated(simulator, consent);
    }

    public Map<String, String> variables() {
        String name = simulator.provider().toUpperCase(Locale.ROOT);
        Map<String, String> variables = new HashMap<>(consent.variables(name));
        simulator
                .endpoints()
                .forEach((endpoint, url) -> variables.put("PORTOLAN_PROVIDERS_" + name + "_" + endpoint, url));
        return variables;
    }

    /** A connection to it whose consent was given. @return its id */
    public String connect(Client client) {
        String connection = client.post("connections", "{\"provider\": \"%s\"}".formatted(simulator.provider()))
                .ok()
                .string("id");
        client.get(Consent.given(Consent.begin(client, connection))).ok();
        return connection;
    }

    void write(String name) {
        simulator.write(name, text(name, "first"));
    }

    void rewrite(String name) {
        simulator.write(name, text(name, "second"));
    }

    /** By the provider's id: where it is, and the text that it is to have. */
    Map<String, String> expected(Map<String, String> versions) {
        Map<String, String> expected = new TreeMap<>();
        versions.forEach((name, written) -> expected.put(
                simulator.id(name).value(),
                name + "\n"
                        + new String(
                                simulator.fetched(name, written.getBytes(StandardCharsets.UTF_8)),
                                StandardCharsets.UTF_8)));
        return expected;
    }

    private static byte[] text(String name, String version) {
        return words(name, version).getBytes(StandardCharsets.UTF_8);
    }

    /** Of the document that was written under this name, wherever it is by now. */
    static String words(String name, String version) {
        return "The " + version + " text of " + name.replaceAll(".*/", "");
    }

    @Override
    public void close() {
        simulator.close();
        consent.close();
    }
}
