package dev.portolan.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Refusal;

/** The rules of the house. Each has been seen to fail: {@link RulesCanFailTest} shows it on classes that break it. */
@AnalyzeClasses(packages = "dev.portolan", importOptions = House.WithoutTests.class)
final class ArchitectureTest {

    static final String CORE_DOMAIN = "dev.portolan.domain..";
    static final String CORE_APPLICATION = "dev.portolan.application..";

    @ArchTest
    static final ArchRule the_core_knows_no_framework = noClasses()
            .that()
            .resideInAnyPackage(CORE_DOMAIN, CORE_APPLICATION)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.micronaut..",
                    "jakarta..",
                    "java.sql..",
                    "javax.sql..",
                    "java.net.http..",
                    "com.fasterxml..",
                    "reactor..",
                    "org.reactivestreams..");

    @ArchTest
    static final ArchRule the_core_knows_no_adapter = noClasses()
            .that()
            .resideInAnyPackage(CORE_DOMAIN, CORE_APPLICATION)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.portolan.rest..",
                    "dev.portolan.persistence..",
                    "dev.portolan.providers..",
                    "dev.portolan.bootstrap..");

    @ArchTest
    static final ArchRule the_domain_knows_nobody = noClasses()
            .that()
            .resideInAPackage(CORE_DOMAIN)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(CORE_APPLICATION);

    @ArchTest
    static final ArchRule ports_and_services_block = noMethods()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat(resideInAnyPackage(CORE_DOMAIN, CORE_APPLICATION))
            .should()
            .haveRawReturnType(resideInAnyPackage("java.util.concurrent..", "org.reactivestreams..", "reactor.."));

    @ArchTest
    static final ArchRule connectors_are_islands =
            slices().assignedFrom(House.EACH_CONNECTOR).should().notDependOnEachOther();

    @ArchTest
    static final ArchRule connectors_live_on_the_wire = noClasses()
            .that(House.CONNECTOR)
            .and(not(House.TOLD_THE_TIME_FOR_A_REASON))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net.http..", "org.slf4j..")
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(Thread.class, java.time.Clock.class, java.time.InstantSource.class);

    @ArchTest
    static final ArchRule only_postgresql_speaks_jdbc_to_a_source = noClasses()
            .that()
            .resideInAPackage("dev.portolan.providers..")
            .and(not(resideInAPackage("dev.portolan.providers.postgresql..")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..");

    @ArchTest
    static final ArchRule a_connector_package_shows_one_class =
            classes().that(House.CONNECTOR).should(House.BE_THE_ONLY_PUBLIC_CLASS_OF_THEIR_PACKAGE);

    @ArchTest
    static final ArchRule dialects_are_islands = slices().matching(
                    "dev.portolan.rest.(portolan|zensearch|sourcesync|ballast|stackai|informer)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule no_controller_touches_a_port =
            noClasses().that(House.CONTROLLER).should().dependOnClassesThat(House.DRIVEN_PORT);

    @ArchTest
    static final ArchRule no_controller_answers_a_domain_type = noMethods()
            .that()
            .areDeclaredInClassesThat(House.CONTROLLER)
            .should()
            .haveRawReturnType(resideInAPackage(CORE_DOMAIN));

    @ArchTest
    static final ArchRule time_is_a_parameter = noClasses()
            .that()
            .resideInAnyPackage(CORE_DOMAIN, CORE_APPLICATION, "dev.portolan.persistence..", "dev.portolan.rest..")
            .should(House.ASK_THE_TIME);

    @ArchTest
    static final ArchRule ids_are_a_parameter = noClasses()
            .that()
            .resideInAnyPackage(CORE_DOMAIN, CORE_APPLICATION, "dev.portolan.rest..")
            .should()
            .callMethod(java.util.UUID.class, "randomUUID");

    @ArchTest
    static final ArchRule state_belongs_to_one_object = fields().that()
            .areNotFinal()
            .and()
            .areDeclaredInClassesThat(House.OURS)
            .should()
            .bePrivate();

    @ArchTest
    static final ArchRule state_that_is_shared_says_so = fields().that()
            .areNotFinal()
            .and()
            .areDeclaredInClassesThat(House.SHARED)
            .should()
            .haveModifier(JavaModifier.VOLATILE);

    @ArchTest
    static final ArchRule nothing_is_injected_into_fields =
            noFields().should().beAnnotatedWith("jakarta.inject.Inject");

    @ArchTest
    static final ArchRule there_are_no_setters = noMethods()
            .that()
            .areDeclaredInClassesThat(
                    resideInAnyPackage(CORE_DOMAIN, "dev.portolan.rest..", "dev.portolan.providers.."))
            .should()
            .haveNameMatching("set[A-Z].*");

    @ArchTest
    static final ArchRule names_say_what_things_are = noClasses()
            .should()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("DTO")
            .orShould()
            .haveSimpleNameEndingWith("Dto");

    @ArchTest
    static final ArchRule the_core_fails_in_two_families = classes()
            .that()
            .resideInAnyPackage(CORE_DOMAIN, CORE_APPLICATION)
            .and()
            .areAssignableTo(RuntimeException.class)
            .should()
            .beAssignableTo(ProviderFailure.class)
            .orShould()
            .beAssignableTo(Refusal.class)
            .orShould()
            .bePackagePrivate()
            .because("a signal inside a package is nobody else's business");

    @ArchTest
    static final ArchRule methods_are_short_enough_to_be_read_by_name =
            methods().that().areDeclaredInClassesThat(House.OURS).should(House.SPAN_FEWER_LINES_THAN_SIXTY);
}
