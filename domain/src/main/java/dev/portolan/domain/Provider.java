package dev.portolan.domain;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An outside product, as the catalogue shows it.
 *
 * @param settings the user's choices, validated by {@link Settings}
 * @param completeEvery how often a run must list everything to find deletions that the ordinary run cannot see; empty
 *     where every run finds them
 */
public record Provider(
        Id id,
        String name,
        String summary,
        List<String> labels,
        List<AuthScheme> auth,
        List<Field> settings,
        Set<Capability> capabilities,
        Optional<Duration> completeEvery) {

    /** The short lower-case name by which everybody knows the provider: {@code s3}, {@code google_drive}. */
    public record Id(String value) {}

    public Provider {
        labels = List.copyOf(labels);
        auth = List.copyOf(auth);
        settings = List.copyOf(settings);
        capabilities = Set.copyOf(capabilities);
    }

    /** The fields of the key-based scheme; none where the provider has no such scheme. */
    public List<Field> secrets() {
        return auth.stream()
                .flatMap(scheme -> switch (scheme) {
                    case AuthScheme.Secrets secrets -> secrets.fields().stream();
                    case AuthScheme.OAuth2 oauth -> Stream.<Field>empty();
                })
                .toList();
    }

    /** How consent is asked for; empty where the provider knows only keys. */
    public Optional<AuthScheme.OAuth2> oauth() {
        return auth.stream()
                .flatMap(scheme -> switch (scheme) {
                    case AuthScheme.Secrets secrets -> Stream.<AuthScheme.OAuth2>empty();
                    case AuthScheme.OAuth2 oauth -> Stream.of(oauth);
                })
                .findFirst();
    }

    public boolean can(Capability capability) {
        return capabilities.contains(capability);
    }
}
