package dev.portolan.application.sync;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Counts the calls of stores, and lets a test happen in the middle of one. */
public final class Tap {

    private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
    private final Map<String, Consumer<Object[]>> hooks = new ConcurrentHashMap<>();

    /** The same store, every call of it noted as {@code documents.save}. */
    <T> T on(Class<T> port, String name, T store) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
                    String call = name + "." + method.getName();
                    counts.computeIfAbsent(call, unused -> new AtomicInteger()).incrementAndGet();
                    hooks.getOrDefault(call, unused -> {}).accept(arguments);
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                }));
    }

    /** Happens before every such call. */
    void before(String call, Runnable what) {
        hooks.put(call, unused -> what.run());
    }

    /** Is told the arguments of every such call before it happens. */
    void watch(String call, Consumer<Object[]> watcher) {
        hooks.put(call, watcher);
    }

    void leave(String call) {
        hooks.remove(call);
    }

    void forget() {
        counts.clear();
    }

    int count(String call) {
        return counts.getOrDefault(call, new AtomicInteger()).get();
    }
}
