package io.jenkins.plugins.sluice.jenkins.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import hudson.Extension;
import io.jenkins.plugins.sluice.evidence.Severity;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Member;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.java.sezpoz.Index;
import net.java.sezpoz.IndexItem;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.variant.OptionalExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Jenkins finds extensions and symbols in indexes that annotation processors write. A compiler that does not run them
 * makes a plugin that installs and does nothing.
 */
class ExtensionIndexTest {

    private static final String OURS = "io.jenkins.plugins.sluice.";
    private static final ClassLoader LOADER = ExtensionIndexTest.class.getClassLoader();

    @ParameterizedTest
    @ValueSource(classes = {Extension.class, OptionalExtension.class})
    void givenExtensions_whenCompiled_thenEachIsInTheIndex(Class<? extends Annotation> annotation) throws Exception {
        assertThat(indexed(annotation))
                .containsExactlyElementsOf(annotated(annotation, ExtensionIndexTest::nameInIndex));
    }

    @Test
    void givenSymbols_whenCompiled_thenEachClassIsInTheIndex() throws Exception {
        Path index = classes().resolve("META-INF/services/annotations").resolve(Symbol.class.getName());
        Set<String> found = Files.exists(index) ? new TreeSet<>(Files.readAllLines(index)) : Set.of();

        assertThat(found).containsExactlyElementsOf(annotated(Symbol.class, ExtensionIndexTest::classOf));
    }

    /** The other tests compare two views of the class files; this one begins at the sources. */
    @ParameterizedTest
    @ValueSource(classes = {Extension.class, OptionalExtension.class})
    void givenSourcesWithExtensions_whenCompiled_thenEachFileHasAnEntry(Class<? extends Annotation> annotation)
            throws Exception {
        List<String> sources = sourcesWith("@" + annotation.getSimpleName());
        assumeThat(sources).as("sources with @" + annotation.getSimpleName()).isNotEmpty();

        Set<String> entries = indexed(annotation).stream()
                .map(entry -> entry.split("[$#]", 2)[0])
                .collect(Collectors.toSet());
        assertThat(entries).containsExactlyInAnyOrderElementsOf(sources);
    }

    private static Set<String> indexed(Class<? extends Annotation> annotation) {
        Set<String> found = new TreeSet<>();
        for (IndexItem<? extends Annotation, Object> item : Index.load(annotation, Object.class, LOADER)) {
            if (item.className().startsWith(OURS)) {
                found.add(item.memberName() == null ? item.className() : item.className() + '#' + item.memberName());
            }
        }
        return found;
    }

    private static Set<String> annotated(
            Class<? extends Annotation> annotation, Function<AnnotatedElement, String> name)
            throws IOException, URISyntaxException, ClassNotFoundException {
        Set<String> found = new TreeSet<>();
        for (String className : classNames()) {
            Class<?> type = Class.forName(className, false, LOADER);
            List<AnnotatedElement> elements = new ArrayList<>(List.of(type));
            elements.addAll(List.of(type.getDeclaredFields()));
            elements.addAll(List.of(type.getDeclaredMethods()));
            elements.stream()
                    .filter(element -> element.isAnnotationPresent(annotation))
                    .map(name)
                    .forEach(found::add);
        }
        return found;
    }

    private static String nameInIndex(AnnotatedElement element) {
        return element instanceof Member member ? classOf(element) + '#' + member.getName() : classOf(element);
    }

    private static String classOf(AnnotatedElement element) {
        return element instanceof Member member ? member.getDeclaringClass().getName() : ((Class<?>) element).getName();
    }

    private static List<String> classNames() throws IOException, URISyntaxException {
        Path root = classes();
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString())
                    .filter(file -> file.endsWith(".class") && !file.endsWith("package-info.class"))
                    .map(file -> file.substring(0, file.length() - ".class".length())
                            .replace(file.contains("\\") ? '\\' : '/', '.'))
                    .toList();
        }
    }

    private static Path classes() throws URISyntaxException {
        return Path.of(Severity.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    private static List<String> sourcesWith(String annotation) throws IOException {
        Path root = Path.of(System.getProperty("basedir", "."), "src/main/java");
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".java")).toList()) {
                if (Files.readString(file)
                        .lines()
                        .anyMatch(line -> line.matches("(?!\\s*[*/]).*" + annotation + "\\b.*"))) {
                    String name = root.relativize(file).toString().replace('\\', '/');
                    found.add(
                            name.substring(0, name.length() - ".java".length()).replace('/', '.'));
                }
            }
        }
        return found;
    }
}
