package io.jenkins.plugins.sluice.jenkins.build;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.util.VersionNumber;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** The engine is tested with the libraries that it meets in Jenkins. */
class SharedVersionsTest {

    private static final Set<String> COMMAND_LINE_ONLY = Set.of("log4j-to-slf4j", "picocli", "slf4j-nop");

    /** analysis-model: its newest releases are not on every mirror of Maven Central. */
    private static final Set<String> MAY_BE_OLDER = Set.of("analysis-model");

    private static final Set<String> TESTS_OF_BOTH = Set.of("assertj-core", "junit-jupiter");

    private static final Map<String, String> IMPORTED =
            Map.of("com.fasterxml.jackson.core", "jackson.version", "org.junit.jupiter", "junit.version");

    @Test
    void givenLibrariesOfTheEngine_whenPluginIsBuilt_thenJenkinsBringsTheSameVersions() throws Exception {
        Document pom = enginePom();
        List<String> compared = new ArrayList<>();

        for (Library library : libraries(pom)) {
            if (library.test() && !TESTS_OF_BOTH.contains(library.artifact())) {
                continue;
            }
            Optional<String> here = onClassPath(library);
            if (here.isEmpty()) {
                assertThat(COMMAND_LINE_ONLY)
                        .as("%s is needed at run time, but no plugin that Sluice depends on brings it", library)
                        .contains(library.artifact());
                continue;
            }
            assertThat(new VersionNumber(library.version()))
                    .as("%s is newer than in Jenkins", library)
                    .isLessThanOrEqualTo(new VersionNumber(here.get()));
            if (!MAY_BE_OLDER.contains(library.artifact())) {
                assertThat(library.version())
                        .as("version of %s in the engine's POM", library.artifact())
                        .isEqualTo(here.get());
            }
            compared.add(library.artifact());
        }

        assertThat(compared)
                .contains(
                        "aalto-xml",
                        "analysis-model",
                        "assertj-core",
                        "jackson-core",
                        "jackson-databind",
                        "jspecify",
                        "junit-jupiter",
                        "snakeyaml-engine")
                .doesNotContainAnyElementsOf(COMMAND_LINE_ONLY);
    }

    private record Library(String group, String artifact, String version, boolean test) {}

    /** The hosted repository calls it {@code pom-engine.xml}, because there the plugin's is {@code pom.xml}. */
    private static Document enginePom() throws Exception {
        for (String name : List.of("pom.xml", "pom-engine.xml")) {
            File file = new File(System.getProperty("basedir", "."), name);
            if (file.isFile()) {
                Document pom = DocumentBuilderFactory.newDefaultInstance()
                        .newDocumentBuilder()
                        .parse(file);
                if (text(pom.getDocumentElement(), "artifactId").equals("sluice-engine")) {
                    return pom;
                }
            }
        }
        throw new AssertionError("neither pom.xml nor pom-engine.xml is the POM of sluice-engine");
    }

    private static List<Library> libraries(Document pom) {
        Element properties = child(pom.getDocumentElement(), "properties").orElseThrow();
        Element dependencies = child(pom.getDocumentElement(), "dependencies").orElseThrow();
        return children(dependencies)
                .map(dependency -> {
                    String group = text(dependency, "groupId");
                    String version = text(dependency, "version");
                    if (version.isEmpty()) {
                        version = "${" + IMPORTED.get(group) + "}";
                    }
                    if (version.startsWith("${")) {
                        version = text(properties, version.substring(2, version.length() - 1));
                    }
                    return new Library(
                            group,
                            text(dependency, "artifactId"),
                            version,
                            text(dependency, "scope").equals("test"));
                })
                .toList();
    }

    /** The version that the jar states, or else the one in its name, as Maven writes it. */
    private static Optional<String> onClassPath(Library library) throws IOException {
        String stated = "META-INF/maven/" + library.group() + '/' + library.artifact() + "/pom.properties";
        URL place = SharedVersionsTest.class.getClassLoader().getResource(stated);
        if (place != null) {
            Properties properties = new Properties();
            try (InputStream in = place.openStream()) {
                properties.load(in);
            }
            return Optional.of(properties.getProperty("version"));
        }
        String start = library.artifact() + '-';
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(Files::isRegularFile)
                .map(jar -> jar.getFileName().toString())
                .filter(name -> name.startsWith(start) && name.endsWith(".jar"))
                .map(name -> name.substring(start.length(), name.length() - ".jar".length()))
                .filter(version -> Character.isDigit(version.charAt(0)))
                .findFirst();
    }

    private static String text(Element parent, String name) {
        return child(parent, name)
                .map(element -> element.getTextContent().trim())
                .orElse("");
    }

    private static Optional<Element> child(Element parent, String name) {
        return children(parent)
                .filter(element -> element.getTagName().equals(name))
                .findFirst();
    }

    private static Stream<Element> children(Element parent) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                found.add(element);
            }
        }
        return found.stream();
    }
}
