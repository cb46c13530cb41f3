package dev.portolan.domain;

import java.util.List;
import java.util.function.UnaryOperator;

/** We say no. Every dialect prints every refusal, exhaustively, in its own words. */
public abstract sealed class Refusal extends RuntimeException {

    private Refusal(String message) {
        super(message, null, false, false);
    }

    /** The caller asked for something that does not exist, or that they may not know to exist. */
    public static final class NotFound extends Refusal {
        private final String what;

        /** @param what the kind of thing: {@code connection}, {@code collection}, {@code sync} */
        public NotFound(String what, String id) {
            super("There is no " + what + " " + quoted(id));
            this.what = what;
        }

        public String what() {
            return what;
        }
    }

    /** The caller may see the thing but not do this to it. */
    public static final class Forbidden extends Refusal {
        public Forbidden(String reason) {
            super(reason);
        }
    }

    /** A sync of the connection is under way, and what was asked must not interleave with it. */
    public static final class SyncInProgress extends Refusal {
        private final SyncRun.Id run;

        public SyncInProgress(SyncRun.Id run) {
            super("A sync of this connection is in progress; wait for it or cancel it");
            this.run = run;
        }

        public SyncRun.Id run() {
            return run;
        }
    }

    /** What was sent is wrong: names each field, what is wrong, and what would be right. */
    public static final class InvalidInput extends Refusal {

        /** @param field the path of the field in the caller's own body, or a parameter's name */
        public record Problem(String field, String reason) {
            @Override
            public String toString() {
                return field.isEmpty() ? reason : field + " " + reason;
            }
        }

        private final List<Problem> problems;

        public InvalidInput(String field, String reason) {
            this(List.of(new Problem(field, reason)));
        }

        public InvalidInput(List<Problem> problems) {
            super(String.join("; ", problems.stream().map(Problem::toString).toList()));
            this.problems = List.copyOf(problems);
        }

        public List<Problem> problems() {
            return problems;
        }

        /** The same with its fields in the words of whoever is answered. */
        public InvalidInput inWords(UnaryOperator<String> word) {
            return new InvalidInput(problems.stream()
                    .map(problem -> new Problem(word.apply(problem.field()), problem.reason()))
                    .toList());
        }
    }

    /** No credential, or one that we do not accept. */
    public static final class InvalidCredentials extends Refusal {
        public InvalidCredentials(String reason) {
            super(reason);
        }
    }

    /** The state of things does not allow it: a taken name, a finished run. */
    public static final class Conflict extends Refusal {
        public Conflict(String reason) {
            super(reason);
        }
    }

    /** A listing position that is older than what is kept. */
    public static final class Gone extends Refusal {
        public Gone(String reason) {
            super(reason);
        }
    }

    /** The provider said no, or could not be reached, in a call that the caller is waiting for. */
    public static final class Unavailable extends Refusal {
        private final ProviderFailure failure;

        public Unavailable(ProviderFailure failure) {
            super(failure.message());
            this.failure = failure;
        }

        public ProviderFailure failure() {
            return failure;
        }
    }

    public String message() {
        return String.valueOf(getMessage());
    }

    private static String quoted(String id) {
        return "'" + (id.length() > 100 ? id.substring(0, 100) + "…" : id) + "'";
    }
}
