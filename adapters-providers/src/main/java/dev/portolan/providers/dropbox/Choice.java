package dev.portolan.providers.dropbox;

import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Scope;
import dev.portolan.domain.Settings;
import dev.portolan.providers.paths.Percent;
import dev.portolan.providers.paths.Selection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The folders that a connection has picked, outermost only; all of Dropbox where it has picked none. */
record Choice(List<String> paths, Selection selection) {

    /** The whole; Dropbox knows it by no other name. */
    private static final String ALL = "";

    static Choice of(Settings settings) {
        List<String> picked = settings.texts("folders").stream()
                .map(Choice::path)
                .distinct()
                .sorted(Comparator.comparing(Choice::key))
                .toList();
        List<String> outermost = picked.stream()
                .filter(path -> picked.stream()
                        .noneMatch(other -> !key(other).equals(key(path)) && isWithin(key(path), key(other))))
                .filter(path -> picked.stream()
                        .takeWhile(other -> !other.equals(path))
                        .noneMatch(other -> key(other).equals(key(path))))
                .toList();
        return new Choice(outermost.isEmpty() ? List.of(ALL) : outermost, Selection.of(settings));
    }

    private static String path(String typed) {
        String trimmed = typed.strip().replaceAll("/+", "/").replaceAll("/$", "");
        return trimmed.isEmpty() || trimmed.startsWith("/") ? trimmed : "/" + trimmed;
    }

    /** Dropbox does not tell capitals from small letters. */
    private static String key(String path) {
        return path.toLowerCase(Locale.ROOT);
    }

    private static boolean isWithin(String path, String root) {
        return path.equals(root) || path.startsWith(root + "/");
    }

    boolean areWhole() {
        return paths.equals(List.of(ALL));
    }

    List<Scope> scopes() {
        return paths.stream()
                .map(path -> new Scope(
                        new Scope.Id("folder:" + Percent.escaped(key(path), "/")),
                        path.isEmpty() ? "Dropbox" : path.substring(1),
                        selection.fingerprint(path)))
                .toList();
    }

    /** The folder that a scope is about, as Dropbox wants it. */
    String path(Scope scope) {
        return paths.stream()
                .filter(path -> scope.id().value().equals("folder:" + Percent.escaped(key(path), "/")))
                .findFirst()
                .orElseThrow(() -> new ProviderFailure.Missing("'" + scope.name() + "' is not selected any more"));
    }

    /** @param pathLower as Dropbox says it */
    boolean contain(String pathLower) {
        return paths.stream().anyMatch(root -> isWithin(pathLower, key(root)));
    }
}
