package dev.portolan.application;

import dev.portolan.application.port.AskedStore;
import dev.portolan.application.port.AskedStore.Asked;
import dev.portolan.application.port.CredentialVault;
import dev.portolan.application.port.IdSource;
import dev.portolan.application.port.Transactions;
import dev.portolan.domain.Credential;
import dev.portolan.domain.KeyScope;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers that who repeats a request with its key gets again, for a day, on every replica. They are sealed: an answer may hold a
 * key that is shown only once.
 */
public final class Answers {

    /** The header that carries a request's key, as problems with it name it. */
    public static final String HEADER = "Idempotency-Key";

    private static final Duration KEPT = Duration.ofDays(1);

    /** A request that is not answered by then has died with its process. */
    private static final Duration UNDER_WAY = Duration.ofMinutes(5);

    private static final int FORGET = 1_000;

    private final AskedStore store;
    private final CredentialVault vault;
    private final Transactions transactions;
    private final InstantSource clock;
    private final IdSource ids;

    Answers(AskedStore store, CredentialVault vault, Transactions transactions, InstantSource clock, IdSource ids) {
        this.store = store;
        this.vault = vault;
        this.transactions = transactions;
        this.clock = clock;
        this.ids = ids;
    }

    /** The right to carry a request out. */
    public record Ticket(Organization.Id organization, Credential.Id id) {}

    /** What is to be done with a request. */
    public sealed interface Begun {

        /** The first of its key: it is carried out. */
        record First(Ticket ticket) implements Begun {}

        /** It was answered before, with these parts. */
        record Again(Map<String, String> answer) implements Begun {}

        /** Another request had the key, or the same one is under way. */
        record InTheWay(String reason) implements Begun {}
    }

    /** @param request whatever tells it from others */
    public Begun begin(Principal caller, String key, byte[] request) {
        if (!key.matches("[\\x21-\\x7e]{1,255}")) {
            throw new Refusal.InvalidInput(HEADER, "must have 1 to 255 printable ASCII characters without spaces");
        }
        Asked asked = new Asked(
                new Credential.Id(ids.next()),
                caller.organization(),
                sender(caller),
                digest(key.getBytes(StandardCharsets.UTF_8)),
                digest(request),
                false,
                clock.instant());
        Optional<Asked> known = store.note(asked);
        if (known.isPresent() && isOver(known.get())) {
            remove(known.get().organization(), known.get().id());
            known = store.note(asked);
        }
        return known.map(earlier -> again(earlier, asked))
                .orElseGet(() -> new Begun.First(new Ticket(asked.organization(), asked.id())));
    }

    private Begun again(Asked earlier, Asked now) {
        if (!earlier.fingerprint().equals(now.fingerprint())) {
            return new Begun.InTheWay("This " + HEADER + " was used for another request; take a new one for each");
        }
        if (!earlier.answered()) {
            return new Begun.InTheWay("The same request is under way; repeat it when it may have ended");
        }
        return switch (vault.open(earlier.organization(), earlier.id())) {
            case Credential.Secrets answer -> new Begun.Again(answer.values());
            case Credential.Tokens other -> throw new IllegalStateException("No answer is sealed under its id");
        };
    }

    private boolean isOver(Asked asked) {
        return !asked.at().plus(asked.answered() ? KEPT : UNDER_WAY).isAfter(clock.instant());
    }

    /** Keeps what was answered, unless the request took so long that somebody else may carry it out by now. */
    public void keep(Ticket ticket, Map<String, String> answer) {
        transactions.run(() -> {
            if (store.answered(ticket.organization(), ticket.id())) {
                vault.put(ticket.organization(), ticket.id(), new Credential.Secrets(answer));
            }
        });
    }

    /** The request has done nothing: it may be repeated, or put right. */
    public void drop(Ticket ticket) {
        remove(ticket.organization(), ticket.id());
    }

    private void remove(Organization.Id organization, Credential.Id id) {
        transactions.run(() -> {
            if (store.remove(organization, id)) {
                vault.remove(organization, id);
            }
        });
    }

    /** Forgets what is older than a day. */
    void forget() {
        Instant limit = clock.instant().minus(KEPT);
        List<Asked> old;
        do {
            old = store.before(limit, FORGET);
            old.forEach(asked -> remove(asked.organization(), asked.id()));
        } while (old.size() == FORGET);
    }

    /** Who may do less must not be shown what was answered to who may do more. */
    private static String sender(Principal caller) {
        List<String> scopes =
                caller.scopes().stream().map(KeyScope::text).sorted().toList();
        return digest((caller.user().value() + " " + caller.role() + " " + caller.operator() + " " + scopes)
                .getBytes(StandardCharsets.UTF_8));
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
