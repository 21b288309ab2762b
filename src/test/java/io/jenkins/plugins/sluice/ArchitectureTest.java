package io.jenkins.plugins.sluice;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.jenkins.plugins.sluice.policy.Policy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The package table of {@code docs/architecture.md} as rules. */
class ArchitectureTest {

    private static final String ROOT = "io.jenkins.plugins.sluice";

    /** By place: where tests are compiled to depends on the build, and no name of a folder tells them apart. */
    private static final JavaClasses SLUICE = new ClassFileImporter()
            .importUrl(Policy.class.getProtectionDomain().getCodeSource().getLocation());

    /** Package and what it may use besides itself. */
    private static final Map<String, List<String>> MAY_USE = Map.of(
            "evidence", List.of(),
            "policy", List.of("evidence"),
            "verdict", List.of("evidence", "policy"),
            "journal", List.of(),
            "report", List.of("journal", "verdict", "policy", "evidence"),
            "step", List.of("evidence", "policy", "verdict", "journal", "report"),
            "cli", List.of("step", "report", "journal", "policy", "verdict", "evidence"));

    @TestFactory
    Stream<DynamicTest> givenThePackageTable_whenPackagesDepend_thenOnlyAsItAllows() {
        return MAY_USE.entrySet().stream()
                .map(row -> DynamicTest.dynamicTest(row.getKey() + " uses only " + row.getValue(), () -> {
                    String[] forbidden = MAY_USE.keySet().stream()
                            .filter(other -> !other.equals(row.getKey())
                                    && !row.getValue().contains(other))
                            .map(other -> ROOT + "." + other + "..")
                            .toArray(String[]::new);
                    noClasses()
                            .that(resideInAPackage(ROOT + "." + row.getKey() + ".."))
                            .should()
                            .dependOnClassesThat(resideInAnyPackage(forbidden))
                            .check(SLUICE);
                }));
    }

    @Test
    void givenTheImport_whenLookedAt_thenItHasTheEngineAndNoTest() {
        assertThat(SLUICE.contain(Policy.class)).isTrue();
        assertThat(SLUICE.contain(ArchitectureTest.class)).isFalse();
    }

    @Test
    void givenAllClasses_whenTheirPackagesAreListed_thenTheTableNamesEachOne() {
        assertThat(SLUICE.stream()
                        .map(JavaClass::getPackageName)
                        .filter(name -> !name.equals(ROOT))
                        .map(name -> name.substring(ROOT.length() + 1).split("\\.")[0])
                        .distinct())
                .allSatisfy(name -> assertThat(MAY_USE).containsKey(name));
    }

    @Test
    void givenTheEngine_whenItDepends_thenNeverOnJenkinsOrACommandLine() {
        noClasses()
                .that(not(resideInAPackage(ROOT + ".cli..")))
                .should()
                .dependOnClassesThat(resideInAnyPackage("hudson..", "jenkins..", "org.jenkinsci..", "picocli.."))
                .check(SLUICE);
    }

    @Test
    void givenAnyClass_whenItHasStaticFields_thenTheyAreFinal() {
        fields().that()
                .areStatic()
                .and()
                .doNotHaveModifier(JavaModifier.SYNTHETIC)
                .should()
                .beFinal()
                .because("there is no static mutable state")
                .check(SLUICE);
    }

    @Test
    void givenAnyClass_whenItIsNamed_thenByWhatItIsAndNotByAFiller() {
        String fillers = Stream.of("Util", "Utils", "Manager", "Helper", "Impl", "Info", "Data")
                .reduce((one, other) -> one + "|" + other)
                .orElseThrow();
        classes().should().haveNameNotMatching(".*(?<!OnNo)(" + fillers + ")$").check(SLUICE);
    }

    @Test
    void givenTheStepsAndBelow_whenTheyNeedThreads_thenTheHostGivesThem() {
        noClasses()
                .that(not(resideInAnyPackage(ROOT + ".cli..", ROOT + ".journal..")))
                .should()
                .callConstructor(Thread.class, Runnable.class)
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.concurrent.Executors")
                .check(SLUICE);
    }

    @Test
    void givenTheTableItself_whenRead_thenNoArrowPointsBack() {
        List<String> order = Arrays.asList("evidence", "policy", "verdict", "journal", "report", "step", "cli");
        MAY_USE.forEach((name, uses) -> assertThat(uses)
                .allSatisfy(used -> assertThat(order.indexOf(used)).isLessThan(order.indexOf(name))));
    }
}
