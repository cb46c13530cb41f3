package dev.portolan.providers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.port.Connector;
import dev.portolan.application.port.TextExtractor;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.providers.disk.Roots;
import dev.portolan.providers.wire.AddressGuard;
import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BeansTest {

    @Test
    void connectors_are_found_by_injection_once_each() {
        try (ApplicationContext context = context(Map.of())) {
            Collection<Connector> connectors = context.getBeansOfType(Connector.class);
            Map<String, Long> ids = connectors.stream()
                    .map(connector -> connector.provider().id().value())
                    .collect(Collectors.groupingBy(id -> id, Collectors.counting()));
            assertTrue(ids.keySet().containsAll(List.of("s3", "folder")), ids.toString());
            assertTrue(ids.values().stream().allMatch(count -> count == 1), ids.toString());
        }
    }

    @Test
    void limits_have_defaults_and_can_be_set() {
        try (ApplicationContext context = context(Map.of())) {
            TextExtractor extractor = context.getBean(TextExtractor.class);
            assertTrue(extractor.accepts(100L << 20));
            assertTrue(!extractor.accepts((100L << 20) + 1));
        }
        try (ApplicationContext context = context(Map.of("portolan.limits.content-bytes", "1000"))) {
            assertTrue(!context.getBean(TextExtractor.class).accepts(1_001));
        }
    }

    @Test
    void lists_are_separated_by_commas(@TempDir Path temp) {
        Path one = temp.resolve("one").toAbsolutePath();
        Path two = temp.resolve("two").toAbsolutePath();
        try (ApplicationContext context = context(Map.of(
                "portolan.folder.roots", one + ", " + two, "portolan.network.allow", "10.0.0.0/8,192.168.0.0/16"))) {
            Roots roots = context.getBean(Roots.class);
            assertTrue(!roots.isEmpty());
            AddressGuard guard = context.getBean(AddressGuard.class);
            guard.admit("10.1.1.1");
            guard.admit("192.168.1.1");
            assertThrows(ProviderFailure.Invalid.class, () -> guard.admit("172.16.0.1"));
        }
        try (ApplicationContext context = context(Map.of())) {
            assertEquals(true, context.getBean(Roots.class).isEmpty());
        }
    }

    private static ApplicationContext context(Map<String, Object> properties) {
        return ApplicationContext.builder(properties)
                .singletons(InstantSource.system())
                .start();
    }
}
