package dev.portolan.rest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A curl command as documents print it, to be sent as it stands there.
 *
 * @param target path and query
 * @param body what {@code -d} gives; empty where there is none
 */
public record Curl(String method, String target, Map<String, String> headers, String body) {

    private static final Pattern HOST = Pattern.compile("^(https?://)?[^/]+");
    private static final String TYPE = "Content-Type";

    /** The curl commands of a shell's text. */
    public static List<Curl> all(String shell, Map<String, String> variables) {
        return Shell.commands(shell, variables).stream()
                .filter(words -> words.getFirst().equals("curl"))
                .map(words -> of(words.subList(1, words.size())))
                .toList();
    }

    private static Curl of(List<String> words) {
        Optional<String> method = Optional.empty();
        Map<String, String> headers = new HashMap<>();
        List<String> data = new ArrayList<>();
        String url = "";
        for (int i = 0; i < words.size(); i++) {
            switch (words.get(i)) {
                case "-s", "-sN", "-N" -> {}
                case "-X" -> method = Optional.of(words.get(++i));
                case "-d" -> data.add(words.get(++i));
                case "--data-urlencode" -> data.add(words.get(++i).replace(' ', '+'));
                case "-H" -> {
                    String[] header = words.get(++i).split(": *", 2);
                    headers.put(header[0], header[1]);
                }
                default -> url = words.get(i);
            }
        }
        if (!data.isEmpty()) {
            headers.putIfAbsent(TYPE, "application/x-www-form-urlencoded");
        }
        return new Curl(
                method.orElse(data.isEmpty() ? "GET" : "POST"),
                HOST.matcher(url).replaceFirst(""),
                Map.copyOf(headers),
                String.join("&", data));
    }

    /** The same about another thing than the example's. */
    public Curl about(String example, String other) {
        return new Curl(method, target.replace(example, other), headers, body.replace(example, other));
    }

    public Call to(TestServer server) {
        Call call = server.anonymous(method, target);
        headers.forEach(call::with);
        return body.isEmpty() ? call : call.body(headers.getOrDefault(TYPE, ""), body);
    }
}
