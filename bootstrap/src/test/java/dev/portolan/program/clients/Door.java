package dev.portolan.program.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What a client is told.
 *
 * @param directory that can be synced
 */
record Door(URI base, String key, String directory) {

    private static final HttpClient BROWSER = HttpClient.newHttpClient();

    String url() {
        return base.toString().replaceAll("/$", "");
    }

    Consumer<HttpRequest.Builder> authorized() {
        return request -> request.setHeader("Authorization", "Bearer " + key);
    }

    Consumer<HttpRequest.Builder> unauthorized() {
        return request -> request.setHeader("Authorization", "Bearer nonsense");
    }

    private static String sentOn(String url) {
        try {
            var sent = BROWSER.send(
                    HttpRequest.newBuilder(URI.create(url))
                            .timeout(Duration.ofSeconds(60))
                            .build(),
                    BodyHandlers.ofString());
            return sent.headers().firstValue("Location").orElse(sent.statusCode() + " " + sent.body());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** A browser goes to the provider, and comes back with what is answered here. */
    static Map<String, String> brought(String authorizationUrl) {
        Map<String, String> parameters = new HashMap<>();
        for (String parameter : URI.create(sentOn(authorizationUrl)).getQuery().split("&", -1)) {
            String[] parts = parameter.split("=", 2);
            parameters.put(parts[0], parts[1]);
        }
        return parameters;
    }

    /** The same, and goes where the provider sends it. @return where it ends, or what it reads */
    String consent(String authorizationUrl) {
        URI back = URI.create(sentOn(authorizationUrl));
        return sentOn(url() + back.getRawPath() + "?" + back.getRawQuery());
    }
}
