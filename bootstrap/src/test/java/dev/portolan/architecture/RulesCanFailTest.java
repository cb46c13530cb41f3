package dev.portolan.architecture;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A rule that cannot fail is no rule: every one of them objects to the classes that were written to break them. */
final class RulesCanFailTest {

    private static final JavaClasses BROKEN = new ClassFileImporter()
            .withImportOption((Location location) -> location.contains("/broken/"))
            .importPackages("dev.portolan");

    static Stream<Field> rules() {
        return Arrays.stream(ArchitectureTest.class.getDeclaredFields())
                .filter(field -> field.isAnnotationPresent(ArchTest.class));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void every_rule_objects_to_what_breaks_it(Field rule) throws IllegalAccessException {
        assertTrue(
                ((ArchRule) rule.get(null))
                        .allowEmptyShould(true)
                        .evaluate(BROKEN)
                        .hasViolation(),
                rule.getName());
    }
}
