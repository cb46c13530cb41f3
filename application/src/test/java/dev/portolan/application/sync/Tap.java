package dev.portolan.application.sync;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the calls of stores, and lets a test happen in the middle of one. */
public final class Tap {

    private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
    private final Map<String, Runnable> hooks = new ConcurrentHashMap<>();

    /** The same store, every call of it noted as {@code documents.save}. */
    <T> T on(Class<T> port, String name, T store) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
                    String call = name + "." + method.getName();
                    counts.computeIfAbsent(call, unused -> new AtomicInteger()).incrementAndGet();
                    hooks.getOrDefault(call, () -> {}).run();
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                }));
    }

    /** Happens before every such call. */
    void before(String call, Runnable what) {
        hooks.put(call, what);
    }

    void forget() {
        counts.clear();
    }

    int count(String call) {
        return counts.getOrDefault(call, new AtomicInteger()).get();
    }
}
