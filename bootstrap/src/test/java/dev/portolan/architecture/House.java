package dev.portolan.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The words in which the rules are said. */
final class House {

    private static final Set<String> PORTS_OF_CONNECTORS = Set.of("Connector", "ConnectorSession");

    private House() {}

    /** Neither test classes nor the jars that lend them to other modules. */
    static final class WithoutTests implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes/") && !location.contains("-tests.jar");
        }
    }

    private static final String PROVIDERS = "dev.portolan.providers.";

    /** A connector's package: it holds a class whose name ends so. */
    static final DescribedPredicate<JavaClass> CONNECTOR = DescribedPredicate.describe(
            "belong to a connector",
            type -> type.getPackageName().startsWith(PROVIDERS)
                    && type.getPackage().getClasses().stream().anyMatch(House::isConnector));

    /** Each connector's package with all below it, whichever there are. */
    static final SliceAssignment EACH_CONNECTOR = new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            Optional<JavaPackage> own = ownPackage(type);
            return own.filter(found -> found.getClassesInPackageTree().stream().anyMatch(House::isConnector))
                    .map(found -> SliceIdentifier.of(found.getName()))
                    .orElseGet(SliceIdentifier::ignore);
        }

        @Override
        public String getDescription() {
            return "each connector";
        }
    };

    private static boolean isConnector(JavaClass type) {
        return type.getSimpleName().endsWith("Connector");
    }

    /** The one directly below that of all providers. */
    private static Optional<JavaPackage> ownPackage(JavaClass type) {
        return Stream.iterate(
                        Optional.of(type.getPackage()),
                        Optional::isPresent,
                        found -> found.flatMap(JavaPackage::getParent))
                .flatMap(Optional::stream)
                .filter(found ->
                        found.getName().startsWith(PROVIDERS) && found.getName().indexOf('.', PROVIDERS.length()) < 0)
                .findFirst();
    }

    /** A signature carries the time at which it was made; nothing else in a connector may know it. */
    static final DescribedPredicate<JavaClass> TOLD_THE_TIME_FOR_A_REASON = DescribedPredicate.describe(
            "sign requests", type -> type.getName().equals("dev.portolan.providers.s3.Signing"));

    static final DescribedPredicate<JavaClass> CONTROLLER = DescribedPredicate.describe(
            "are controllers", type -> type.isAnnotatedWith("io.micronaut.http.annotation.Controller"));

    /** A port that the core drives; the values that ports pass are not meant. */
    static final DescribedPredicate<JavaClass> DRIVEN_PORT = DescribedPredicate.describe(
            "are driven ports",
            type -> type.getPackageName().equals("dev.portolan.application.port")
                    && type.isInterface()
                    && type.getEnclosingClass().isEmpty()
                    && !PORTS_OF_CONNECTORS.contains(type.getSimpleName()));

    /** What a framework's processor or the command line library writes or fills in is left out. */
    static final DescribedPredicate<JavaClass> OURS = DescribedPredicate.describe(
            "are written by hand",
            type -> !type.getSimpleName().startsWith("$")
                    && !type.getName().contains("$$")
                    && !type.getName().contains("$Definition")
                    && !type.getName().contains("$Introspection")
                    && !type.getPackageName().startsWith("dev.portolan.bootstrap"));

    /** One instance serves every thread. */
    static final DescribedPredicate<JavaClass> SHARED = DescribedPredicate.describe(
            "are shared by threads",
            type -> type.isAnnotatedWith("jakarta.inject.Singleton")
                    || type.isAnnotatedWith("io.micronaut.http.annotation.Controller")
                    || (type.getPackageName().startsWith("dev.portolan.application")
                            && type.getEnclosingClass().isEmpty()
                            && OURS.test(type)));

    static final ArchCondition<JavaClass> BE_THE_ONLY_PUBLIC_CLASS_OF_THEIR_PACKAGE =
            new ArchCondition<>("be the only public class of their package, if public") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    boolean extra = type.getModifiers().contains(JavaModifier.PUBLIC)
                            && type.getEnclosingClass().isEmpty()
                            && OURS.test(type)
                            && !type.getSimpleName().endsWith("Connector")
                            && !type.getSimpleName().equals("package-info");
                    if (extra) {
                        events.add(SimpleConditionEvent.violated(type, type.getName() + " is public too"));
                    }
                }
            };

    static final ArchCondition<JavaClass> ASK_THE_TIME = new ArchCondition<>("ask the system for the time") {
        @Override
        public void check(JavaClass type, ConditionEvents events) {
            type.getMethodCallsFromSelf().stream()
                    .filter(call -> call.getTarget().getName().equals("now")
                            && call.getTarget().getOwner().getPackageName().equals("java.time")
                            && call.getTarget().getRawParameterTypes().isEmpty())
                    .forEach(call -> events.add(SimpleConditionEvent.satisfied(type, call.getDescription())));
            type.getMethodCallsFromSelf().stream()
                    .filter(call -> call.getTarget().getName().equals("currentTimeMillis")
                            || (call.getTarget().getOwner().isEquivalentTo(Clock.class)
                                    && call.getTarget().getName().startsWith("system"))
                            || (call.getTarget().getOwner().isEquivalentTo(Instant.class)
                                    && call.getTarget().getName().equals("now")))
                    .forEach(call -> events.add(SimpleConditionEvent.satisfied(type, call.getDescription())));
        }
    };

    static final ArchCondition<JavaMethod> SPAN_FEWER_LINES_THAN_SIXTY =
            new ArchCondition<>("have fewer than sixty lines between their first and last call") {
                private static final int MOST = 60;

                @Override
                public void check(JavaMethod method, ConditionEvents events) {
                    var lines = method.getAccessesFromSelf().stream()
                            .mapToInt(access -> access.getSourceCodeLocation().getLineNumber())
                            .filter(line -> line > 0)
                            .summaryStatistics();
                    if (lines.getCount() > 0 && lines.getMax() - lines.getMin() > MOST) {
                        events.add(SimpleConditionEvent.violated(
                                method,
                                method.getFullName() + " spans " + (lines.getMax() - lines.getMin()) + " lines"));
                    }
                }
            };
}
