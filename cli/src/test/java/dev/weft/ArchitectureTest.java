package dev.weft;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/** The rules of the house, as docs/architecture.md tells them. */
@AnalyzeClasses(packages = "dev.weft", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] OUTER_MODULES = {
        "dev.weft.catalog..",
        "dev.weft.runtime..",
        "dev.weft.discovery..",
        "dev.weft.code..",
        "dev.weft.execute..",
        "dev.weft.io..",
        "dev.weft.observe..",
        "dev.weft.project..",
        "dev.weft.settings..",
        "dev.weft.testkit..",
        "dev.weft.webui..",
        "dev.weft.cli.."
    };

    /** Core is what no other module owns: the language of assets is spread over many packages. */
    private static final DescribedPredicate<JavaClass> CORE = resideInAPackage("dev.weft..")
            .and(not(resideInAnyPackage(OUTER_MODULES)))
            .and(not(resideInAnyPackage("dev.weft.processor..", "dev.weft.benchmarks..")))
            .as("belong to core");

    private static final DescribedPredicate<JavaClass> FOREIGN_TO_CORE = resideInAPackage("dev.weft..")
            .and(resideInAnyPackage(OUTER_MODULES))
            .or(not(resideInAnyPackage(
                    "dev.weft..",
                    "java.lang..",
                    "java.math..",
                    "java.net",
                    "java.nio..",
                    "java.io..",
                    "java.security..",
                    "java.sql",
                    "java.text..",
                    "java.time..",
                    "java.util..",
                    "javax.sql",
                    "com.fasterxml.jackson.core..",
                    "org.jgrapht..",
                    "org.jspecify..",
                    "org.roaringbitmap..",
                    "org.slf4j")))
            .and(describe("that is no array or primitive", type -> !type.isPrimitive() && !type.isArray()))
            .as("are anything but the JDK's plain types, JGraphT, RoaringBitmap, JSpecify, jackson-core and SLF4J");

    @ArchTest
    static final ArchRule coreKnowsNoFrameworkAndNoSql = noClasses()
            .that(CORE)
            .should()
            .dependOnClassesThat(FOREIGN_TO_CORE)
            .because("core is the language of assets: everything else is built on it, so it may stand on little");

    @ArchTest
    static final ArchRule coreSpeaksNoSql = noClasses()
            .that(CORE.and(not(resideInAPackage("dev.weft.api.."))))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..")
            .because("only users' code is handed a connection (dev.weft.api.Rows); core never opens or uses one");

    @ArchTest
    static final ArchRule coreReasonsWithoutThreads = noClasses()
            .that(CORE)
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName(Thread.class.getName())
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.concurrent.ExecutorService")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.concurrent.Executors")
            .because("pure reasoning gives the same answer whoever asks and whenever");

    @ArchTest
    static final ArchRule onlyTheEdgesOfCoreTouchFiles = noClasses()
            .that(CORE.and(not(resideInAnyPackage("dev.weft.api..", "dev.weft.spi.."))))
            .should()
            .callMethodWhere(describe(
                    "it reads or writes files",
                    call -> Set.of("java.nio.file.Files", "java.io.FileInputStream", "java.io.FileOutputStream")
                            .contains(call.getTargetOwner().getFullName())))
            .because("core does no I/O; an asset's own staging folder (dev.weft.api) is the one place users write to");

    @ArchTest
    static final ArchRule theProcessorKnowsCoreOnly = noClasses()
            .that()
            .resideInAPackage("dev.weft.processor..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(OUTER_MODULES)
            .because("the processor runs inside of users' compilers and brings what it needs with it");

    @ArchTest
    static final ArchRule theCatalogExecutesNothing = noClasses()
            .that()
            .resideInAPackage("dev.weft.catalog..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.weft.runtime..",
                    "dev.weft.discovery..",
                    "dev.weft.code..",
                    "dev.weft.execute..",
                    "dev.weft.io..",
                    "dev.weft.observe..",
                    "dev.weft.project..",
                    "dev.weft.testkit..",
                    "dev.weft.webui..",
                    "dev.weft.cli..",
                    "java.net.http..",
                    "io.micronaut.http..")
            .because("the catalog is memory: it records what others did");

    @ArchTest
    static final ArchRule theRuntimeHasNoServerAndNoTerminal = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.weft.runtime..",
                    "dev.weft.discovery..",
                    "dev.weft.code..",
                    "dev.weft.execute..",
                    "dev.weft.io..",
                    "dev.weft.observe..",
                    "dev.weft.project..",
                    "dev.weft.testkit..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.weft.webui..", "dev.weft.cli..", "picocli..", "io.micronaut.http..")
            .because("the same runtime serves the terminal, the server and users' tests");

    @ArchTest
    static final ArchRule theWebHasNoTerminal = noClasses()
            .that()
            .resideInAPackage("dev.weft.webui..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.weft.cli..", "picocli..")
            .because("what a server answers does not depend on who started it");

    @ArchTest
    static final ArchRule onlyTheCatalogAndStoresSpeakSql = noClasses()
            .that()
            .resideInAnyPackage("dev.weft.cli..", "dev.weft.webui..", "dev.weft.processor..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.h2..", "org.postgresql..", "com.zaxxer.hikari..")
            .because("each catalog query exists once, in the catalog; each store's SQL in its IO manager");

    @ArchTest
    static final ArchRule commandsStandOnASessionAndThatOnTheTerminal = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("dev.weft.cli..")
            .layer("the process")
            .definedBy("dev.weft.cli")
            .layer("the commands")
            .definedBy(
                    "dev.weft.cli.asset",
                    "dev.weft.cli.catalog",
                    "dev.weft.cli.plan",
                    "dev.weft.cli.project",
                    "dev.weft.cli.run",
                    "dev.weft.cli.test")
            .layer("their session")
            .definedBy("dev.weft.cli.session")
            .layer("what each of them has")
            .definedBy("dev.weft.cli.command")
            .layer("the terminal")
            .definedBy("dev.weft.cli.terminal")
            .whereLayer("the process")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("the commands")
            .mayOnlyBeAccessedByLayers("the process")
            .whereLayer("their session")
            .mayOnlyBeAccessedByLayers("the commands")
            .whereLayer("what each of them has")
            .mayOnlyBeAccessedByLayers("the process", "the commands", "their session")
            .because("a command is read from its name down: what it asks, then how the answer looks");

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles = slices().matching("dev.weft.(**)")
            .should()
            .beFreeOfCycles()
            .because("a reader must be able to understand one package after the other");

    @ArchTest
    static final ArchRule timeComesFromAClock = noClasses()
            .should()
            .callMethodWhere(describe("it asks the machine for the time", ArchitectureTest::asksForTheTime))
            .because("a test sets the clock by hand: inject an InstantSource or a Clock");

    @ArchTest
    static final ArchRule nothingStaticChanges = fields().that()
            .areStatic()
            .and(describe("were written by somebody", field -> !field.getName().contains("$")))
            .should()
            .beFinal()
            .because("state that belongs to nobody outlives the test that set it")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule nothingIsInjectedIntoFields = fields().should()
            .notBeAnnotatedWith("jakarta.inject.Inject")
            .andShould()
            .notBeAnnotatedWith("javax.inject.Inject")
            .because("constructors inject: what a class needs is seen where it is made")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule onlyTheCommandLinePrints = noClasses()
            .that()
            .resideOutsideOfPackages("dev.weft.cli..", "dev.weft.benchmarks..", "dev.weft.execute..")
            .should()
            .accessTargetWhere(describe(
                    "it prints to the terminal",
                    access -> access.getTarget() instanceof AccessTarget.FieldAccessTarget
                            && access.getTargetOwner().isEquivalentTo(System.class)
                            && Set.of("out", "err").contains(access.getName())))
            .because("a library's words go to a log or back to its caller");

    @ArchTest
    static final ArchRule everyPackageIsNullMarked = classes()
            .that(describe(
                    "are written by us",
                    type -> !type.getPackageName().contains("jmh_generated")
                            && !type.getSimpleName().equals("package-info")))
            .should(liveInANullMarkedPackage())
            .because("NullAway looks only where it is told to");

    private static boolean asksForTheTime(JavaMethodCall call) {
        var target = call.getTarget();
        if (target.getOwner().isEquivalentTo(System.class)) {
            return target.getName().equals("currentTimeMillis");
        }
        return target.getOwner().getPackageName().equals("java.time")
                && target.getName().equals("now")
                && target.getRawParameterTypes().isEmpty();
    }

    private static ArchCondition<JavaClass> liveInANullMarkedPackage() {
        return new ArchCondition<>("live in a package that is @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                var marked = type.getPackage()
                        .tryGetAnnotationOfType(NullMarked.class)
                        .isPresent();
                events.add(new SimpleConditionEvent(
                        type,
                        marked,
                        "package-info.java of %s lacks @NullMarked (%s)"
                                .formatted(type.getPackageName(), type.getName())));
            }
        };
    }
}
