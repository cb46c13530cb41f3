package dev.portolan.providers.spec;

import dev.portolan.providers.OAuthConnectors;
import dev.portolan.providers.paths.Percent;
import dev.portolan.providers.server.RawServer;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** An OpenAPI description: tells what a request or its answer does that it does not allow. */
public final class Spec {

    /** Why checks are skipped where they are. */
    public static final String ABSENT =
            "the official descriptions are not beside this project (shared/specs, or the variable PORTOLAN_SPECS): not checked against them";

    private static final Map<String, Optional<Spec>> LOADED = new ConcurrentHashMap<>();

    private static volatile boolean isIgnored;

    private record Operation(Pattern path, int variables, JsonNode shared, JsonNode operation) {}

    private final Schemas schemas;
    private final Map<String, List<Operation>> operations = new HashMap<>();

    private Spec(JsonNode document) {
        this.schemas = new Schemas(document);
        document.get("paths").entries().forEach(path -> {
            Pattern pattern =
                    Pattern.compile(Pattern.quote(path.getKey()).replaceAll("\\{[^}]*}", "\\\\E([^/]+?)\\\\Q"));
            int variables =
                    path.getKey().length() - path.getKey().replace("{", "").length();
            path.getValue()
                    .entries()
                    .forEach(method -> operations
                            .computeIfAbsent(method.getKey(), unused -> new ArrayList<>())
                            .add(new Operation(pattern, variables, path.getValue(), method.getValue())));
        });
        operations.values().forEach(all -> all.sort(Comparator.comparingInt(Operation::variables)));
    }

    /** From here on nothing is checked: measurements are not about that. */
    public static void ignore() {
        isIgnored = true;
    }

    /** @param file such as {@code dropbox/dropbox.openapi.json}; empty where it is not at hand */
    public static Optional<Spec> of(String file) {
        return isIgnored
                ? Optional.empty()
                : LOADED.computeIfAbsent(
                        file,
                        name -> directories()
                                .map(directory -> directory.resolve(name))
                                .filter(Files::isRegularFile)
                                .findFirst()
                                .map(Spec::read));
    }

    private static Stream<Path> directories() {
        Stream<Path> told = Optional.ofNullable(System.getenv("PORTOLAN_SPECS")).map(Path::of).stream();
        Stream<Path> above = Stream.iterate(
                        Path.of("").toAbsolutePath(), path -> path.getParent() != null, Path::getParent)
                .map(path -> path.resolve("shared").resolve("specs"));
        return Stream.concat(told, above);
    }

    private static Spec read(Path file) {
        try {
            return new Spec(
                    OAuthConnectors.json().tree(Files.readAllBytes(file)).orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param base what the description puts before the path, such as {@code /v1}, where the server of the test has it not */
    public List<String> problems(String base, RawServer.Request request, Answer answer) {
        URI target = URI.create("http://host" + base + request.target());
        Optional<Operation> found = operation(request.method(), target.getRawPath());
        if (found.isEmpty()) {
            return List.of("there is no " + request.method() + " " + target.getRawPath());
        }
        List<String> problems = new ArrayList<>();
        Operation operation = found.get();
        checkParameters(operation, request, target, problems);
        checkBody(operation, request, problems);
        checkAnswer(operation, answer, problems);
        return problems.stream()
                .map(problem -> request.method() + " " + target.getRawPath() + " " + answer.status() + ": " + problem)
                .toList();
    }

    private Optional<Operation> operation(String method, String path) {
        return operations.getOrDefault(method.toLowerCase(java.util.Locale.ROOT), List.of()).stream()
                .filter(operation -> operation.path().matcher(path).matches())
                .findFirst();
    }

    private void checkParameters(Operation operation, RawServer.Request request, URI target, List<String> problems) {
        Map<String, JsonNode> known = new TreeMap<>();
        Stream.of(operation.shared(), operation.operation())
                .map(node -> node.get("parameters"))
                .filter(parameters -> parameters != null)
                .forEach(parameters -> parameters.values().forEach(node -> {
                    JsonNode parameter = schemas.resolved(node);
                    known.put(
                            parameter.get("in").getStringValue() + " "
                                    + parameter.get("name").getStringValue(),
                            parameter);
                }));
        Map<String, String> query = query(target);
        query.forEach((name, value) -> {
            JsonNode parameter = known.get("query " + name);
            if (parameter == null) {
                problems.add("unknown query parameter '" + name + "'");
            } else {
                checkText(parameter, value, "query " + name, problems);
            }
        });
        known.forEach((key, parameter) -> {
            String name = parameter.get("name").getStringValue();
            String value = key.startsWith("header ") ? request.headers().get(name) : query.get(name);
            boolean isRequired = parameter.get("required") != null
                    && parameter.get("required").getBooleanValue();
            if (value == null && isRequired && !key.startsWith("path ") && !key.endsWith(" Authorization")) {
                problems.add("missing " + key);
            } else if (value != null && key.startsWith("header ")) {
                checkText(parameter, value, key, problems);
            }
        });
    }

    /** A header may carry JSON whose schema its description names last. */
    private void checkText(JsonNode parameter, String value, String at, List<String> problems) {
        JsonNode schema = schemas.resolved(parameter.get("schema"));
        JsonNode type = schema.get("type");
        boolean isNumber =
                type != null && type.isString() && List.of("integer", "number").contains(type.getStringValue());
        boolean isTruth =
                type != null && type.isString() && type.getStringValue().equals("boolean");
        if (isNumber && !value.matches("-?\\d+(\\.\\d+)?")) {
            problems.add(at + " is no number: " + value);
        } else if (isTruth && !value.matches("true|false")) {
            problems.add(at + " is neither true nor false: " + value);
        } else if (!isNumber
                && !isTruth
                && type != null
                && !type.getStringValue().equals("array")) {
            problems.addAll(schemas.problems(schema, JsonNode.createStringNode(value), at));
        } else if (isNumber) {
            problems.addAll(schemas.problems(schema, JsonNode.createNumberNode(Long.parseLong(value)), at));
        }
        JsonNode description = parameter.get("description");
        if (description != null && value.startsWith("{")) {
            String named = description.getStringValue().replaceAll(".* ", "");
            argument(named)
                    .ifPresent(of -> tree(value)
                            .ifPresentOrElse(
                                    tree -> problems.addAll(schemas.problems(of, tree, at)),
                                    () -> problems.add(at + " is no JSON")));
        }
    }

    private Optional<JsonNode> argument(String named) {
        return named.matches("[a-z_]+\\.[A-Za-z0-9]+")
                ? Optional.of(JsonNode.createObjectNode(
                        Map.of("$ref", JsonNode.createStringNode("#/components/schemas/" + named + ".in"))))
                : Optional.empty();
    }

    private void checkBody(Operation operation, RawServer.Request request, List<String> problems) {
        JsonNode body = operation.operation().get("requestBody");
        if (body == null) {
            if (!request.body().isEmpty()) {
                problems.add("a body where none may be");
            }
            return;
        }
        JsonNode schema = schema(schemas.resolved(body).get("content"));
        if (request.body().isEmpty()) {
            if (body.get("required") != null && body.get("required").getBooleanValue()) {
                problems.add("no body");
            }
        } else if (schema != null) {
            tree(request.body())
                    .ifPresentOrElse(
                            tree -> problems.addAll(schemas.problems(schema, tree, "request")),
                            () -> problems.add("a body that is no JSON"));
        }
    }

    private void checkAnswer(Operation operation, Answer answer, List<String> problems) {
        JsonNode responses = operation.operation().get("responses");
        String status = String.valueOf(answer.status() == 206 ? 200 : answer.status());
        JsonNode response = Stream.of(status, status.charAt(0) + "XX", "default")
                .map(responses::get)
                .filter(found -> found != null)
                .findFirst()
                .orElse(null);
        if (response == null) {
            problems.add("a status that is not described");
            return;
        }
        JsonNode content = schemas.resolved(response).get("content");
        JsonNode schema = content == null ? null : schema(content);
        if (schema != null && answer.isJson()) {
            tree(answer.body())
                    .ifPresentOrElse(
                            tree -> problems.addAll(schemas.problems(schema, tree, "answer")),
                            () -> problems.add("an answer that is no JSON"));
        }
    }

    private static JsonNode schema(JsonNode content) {
        for (Map.Entry<String, JsonNode> type : content.entries()) {
            if (type.getKey().contains("json")) {
                return type.getValue().get("schema");
            }
        }
        return null;
    }

    private static Optional<JsonNode> tree(String text) {
        return OAuthConnectors.json().tree(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> query(URI target) {
        Map<String, String> query = new TreeMap<>();
        if (target.getRawQuery() != null) {
            for (String pair : target.getRawQuery().split("&", -1)) {
                String[] parts = pair.split("=", 2);
                query.put(
                        Percent.unescaped(parts[0]),
                        parts.length < 2 ? "" : Percent.unescaped(parts[1].replace("+", " ")));
            }
        }
        return query;
    }

    /** What a simulator answered. */
    public record Answer(int status, boolean isJson, String body) {

        static Answer of(byte[] raw) {
            String text = new String(raw, StandardCharsets.UTF_8);
            int end = text.indexOf("\r\n\r\n");
            String head = text.substring(0, end);
            return new Answer(
                    Integer.parseInt(head.split(" ", 3)[1]),
                    head.toLowerCase(java.util.Locale.ROOT).contains("content-type: application/json"),
                    text.substring(end + 4));
        }
    }
}
