package dev.portolan.providers.wire;

import dev.portolan.domain.ProviderFailure;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLException;

/**
 * One exchange over the network. Follows no redirects: where a connector wants to, it calls again, and the new host is
 * admitted anew. Never inflates a body. Ends promptly when its thread is interrupted.
 */
@Singleton
public final class Transport implements Exchange, AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private final AddressGuard guard;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client;
    private final Silence silence;

    @Inject
    public Transport(AddressGuard guard) {
        this(guard, CONNECT, SILENCE);
    }

    Transport(AddressGuard guard, Duration connect, Duration silence) {
        this.guard = guard;
        this.silence = new Silence(silence);
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connect)
                .executor(threads)
                .build();
    }

    @Override
    public Reply send(Call call) {
        String host = host(call);
        if (call.guarded()) {
            guard.admit(host);
        }
        try {
            HttpResponse<InputStream> response = client.send(request(call), HttpResponse.BodyHandlers.ofInputStream());
            return new Reply(
                    response.statusCode(),
                    name -> response.headers().firstValue(name),
                    silence.watched(response.body()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProviderFailure.Transient("The call to " + host + " was interrupted");
        } catch (IOException e) {
            throw failure(e, call, host);
        }
    }

    private static String host(Call call) {
        String host = call.uri().getHost();
        String scheme = call.uri().getScheme();
        if (host == null || !("http".equals(scheme) || "https".equals(scheme))) {
            throw new ProviderFailure.Invalid(
                    call.about() + ": its URL is not http or https, or names no host that can be called");
        }
        return host;
    }

    private static HttpRequest request(Call call) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(call.uri())
                    .timeout(call.patience())
                    .method(
                            call.method(),
                            call.body()
                                    .map(body -> HttpRequest.BodyPublishers.ofString(body.text()))
                                    .orElseGet(HttpRequest.BodyPublishers::noBody));
            call.body().ifPresent(body -> request.header("Content-Type", body.mediaType()));
            call.headers().forEach(request::header);
            return request.build();
        } catch (IllegalArgumentException hidesNoValue) {
            throw new ProviderFailure.Invalid("A key or setting holds characters that an HTTP header cannot carry");
        }
    }

    private ProviderFailure failure(IOException e, Call call, String host) {
        if (Thread.currentThread().isInterrupted()) {
            return new ProviderFailure.Transient("The call to " + host + " was interrupted");
        }
        if (e instanceof HttpTimeoutException) {
            return new ProviderFailure.Transient(host + " did not answer in time");
        }
        if (caused(e, UnresolvedAddressException.class)) {
            if (call.guarded()) {
                guard.admit(host);
            }
            return new ProviderFailure.Transient("The host name '" + host + "' cannot be resolved");
        }
        if (caused(e, CertificateException.class)) {
            return new ProviderFailure.Invalid("The certificate of " + host + " is not trusted: " + e.getMessage());
        }
        return new ProviderFailure.Transient(
                switch (e) {
                    case ConnectException refused -> host + " cannot be connected to";
                    case SSLException tls -> "TLS with " + host + " failed: " + tls.getMessage();
                    default -> "The connection to " + host + " broke: " + e.getMessage();
                });
    }

    private static boolean caused(Throwable e, Class<? extends Throwable> type) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    @Override
    @PreDestroy
    public void close() {
        silence.close();
        client.shutdownNow();
        threads.shutdown();
    }
}
