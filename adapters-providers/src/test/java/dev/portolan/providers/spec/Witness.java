package dev.portolan.providers.spec;

import dev.portolan.providers.server.RawServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Listens to what a connector and a simulator say to each other, and notes what the official description does not allow. */
public final class Witness implements RawServer.Handler {

    private final Optional<Spec> spec;
    private final String base;
    private final Predicate<RawServer.Request> described;
    private final Set<Integer> undescribed;
    private final RawServer.Handler simulator;
    private final List<String> problems = new CopyOnWriteArrayList<>();

    /**
     * @param described whether the description speaks of such requests at all
     * @param undescribed statuses that the provider answers, though its description forgets them
     */
    public Witness(
            Optional<Spec> spec,
            String base,
            Predicate<RawServer.Request> described,
            Set<Integer> undescribed,
            RawServer.Handler simulator) {
        this.spec = spec;
        this.base = base;
        this.described = described;
        this.undescribed = undescribed;
        this.simulator = simulator;
    }

    @Override
    public void handle(RawServer.Request request, OutputStream out) throws IOException, InterruptedException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            simulator.handle(request, answer);
        } catch (RuntimeException defect) {
            problems.add("the simulator failed at " + request.method() + " " + request.target() + ": " + defect);
            throw defect;
        }
        if (spec.isPresent() && answer.size() > 0 && described.test(request)) {
            Spec.Answer answered = Spec.Answer.of(answer.toByteArray());
            if (!undescribed.contains(answered.status())) {
                problems.addAll(spec.get().problems(base, request, answered));
            }
        }
        out.write(answer.toByteArray());
    }

    /** To be asked when the test is over. */
    public void assertNothingWrong() {
        if (!problems.isEmpty()) {
            throw new AssertionError(
                    String.join("\n", problems.stream().distinct().limit(20).toList()));
        }
    }
}
