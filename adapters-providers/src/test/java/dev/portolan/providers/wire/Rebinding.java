package dev.portolan.providers.wire;

import dev.portolan.providers.server.RawServer;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A process of its own, whose resolver reads a file: it admits a name, which then turns to this machine. */
final class Rebinding {

    private Rebinding() {}

    public static void main(String[] args) throws Exception {
        Path hosts = FakeDns.HOSTS;
        Files.writeString(hosts, "8.8.8.8 rebind.example\n127.0.0.1 operators.example\n");
        try (RawServer server = new RawServer((request, out) -> RawServer.reply(out, 200, "secret"))) {
            new AddressGuard(List.of()).admit("rebind.example");
            Files.writeString(hosts, "127.0.0.1 rebind.example\n127.0.0.1 operators.example\n");
            System.out.println("operators.example by socket: " + bySocket("operators.example", server.port()));
            System.out.println("operators.example by http: " + byHttp("operators.example", server.port()));
            System.out.println("rebind.example by socket: " + bySocket("rebind.example", server.port()));
            System.out.println("rebind.example by http: " + byHttp("rebind.example", server.port()));
            System.out.println("calls: " + server.seen().size());
        }
        System.exit(0);
    }

    private static String bySocket(String host, int port) {
        try (Socket socket = new Socket(host, port)) {
            return "connected " + socket.isConnected();
        } catch (IOException e) {
            return e.getClass().getSimpleName();
        }
    }

    private static String byHttp(String host, int port) throws InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + host + ":" + port + "/"))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            return e.getClass().getSimpleName();
        }
    }
}
