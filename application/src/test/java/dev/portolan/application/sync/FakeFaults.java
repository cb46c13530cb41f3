package dev.portolan.application.sync;

import dev.portolan.domain.ProviderFailure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What goes wrong at the fake provider, and how often it was called. */
public final class FakeFaults {

    public enum Kind {
        ACCOUNT,
        SCOPES,
        CHANGES,
        FETCH,
        RESOURCE
    }

    /** @param number counts the calls of this kind about this subject, from 1 */
    public record Call(Kind kind, String subject, int number) {
        boolean is(Kind wanted, String about) {
            return kind == wanted && subject.equals(about);
        }
    }

    private record Fault(Predicate<Call> when, AtomicInteger left, Runnable what) {}

    private final List<Fault> faults = new CopyOnWriteArrayList<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    void begin(Kind kind, String subject) {
        Call call = number(kind, subject);
        calls.add(call);
        faults.stream()
                .filter(fault -> fault.when().test(call))
                .filter(fault -> fault.left().getAndUpdate(left -> Math.max(0, left - 1)) > 0)
                .findFirst()
                .ifPresent(fault -> fault.what().run());
    }

    private synchronized Call number(Kind kind, String subject) {
        return new Call(kind, subject, numbers.merge(kind + subject, 1, Integer::sum));
    }

    /** The first of several faults that match a call, and are not used up, happens. */
    public void when(Predicate<Call> when, int times, Runnable what) {
        faults.add(new Fault(when, new AtomicInteger(times), what));
    }

    public void fail(Kind kind, String subject, int times, Supplier<? extends RuntimeException> failure) {
        when(call -> call.is(kind, subject), times, () -> {
            throw failure.get();
        });
    }

    void failPage(String scope, int number, Supplier<? extends RuntimeException> failure) {
        when(call -> call.is(Kind.CHANGES, scope) && call.number() == number, 1, () -> {
            throw failure.get();
        });
    }

    /** The next such call ends only when it is interrupted. @return opens when it has begun */
    CountDownLatch hang(Kind kind, String subject) {
        CountDownLatch begun = new CountDownLatch(1);
        when(call -> call.is(kind, subject), 1, () -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException stopped) {
                throw new ProviderFailure.Transient("Interrupted");
            }
        });
        return begun;
    }

    void heal() {
        faults.clear();
    }

    public long count(Kind kind) {
        return calls.stream().filter(call -> call.kind() == kind).count();
    }

    public long count(Kind kind, String subject) {
        return calls.stream().filter(call -> call.is(kind, subject)).count();
    }

    void forgetCalls() {
        calls.clear();
    }
}
