package io.jenkins.plugins.sluice.jenkins.permission;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.remoting.Callable;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jenkins.MasterToSlaveFileCallable;
import jenkins.security.MasterToSlaveCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kohsuke.stapler.interceptor.RequirePOST;
import org.kohsuke.stapler.verb.GET;
import org.kohsuke.stapler.verb.POST;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What Jenkins' code scan looks for in a plugin, over all of our classes and views, so that later ones are held to it too. */
class CodeScanTest {

    private static final String OURS = "io/jenkins/plugins/sluice/jenkins/";

    /** Web methods that only read, and so need no POST; all others say {@link GET} or change something. */
    private static final Set<String> READ =
            Set.of("doReportHtml", "doReportJson", "doReportXml", "doReportMarkdown", "doJournal");

    private static final Set<String> CHECKS =
            Set.of("checkPermission", "hasPermission", "checkAnyPermission", "hasAnyPermission", "hasPermission2");

    private static final Pattern SECRET = Pattern.compile("(?i).*(password|passphrase|passwd|token|secret|apikey)");

    @Test
    void givenWebMethods_whenTheyValidateFillOrChange_thenTheyArePost() throws Exception {
        List<Method> methods = webMethods();

        assertThat(methods).isNotEmpty();
        assertThat(methods)
                .filteredOn(method -> !isPost(method))
                .filteredOn(method -> validates(method) || !reads(method))
                .as("web methods that lack @POST")
                .isEmpty();
    }

    @Test
    void givenWebMethods_whenTheyValidateFillOrChange_thenTheyCheckAPermission() throws Exception {
        Map<String, Set<String>> calls = calls();

        assertThat(webMethods())
                .filteredOn(method -> validates(method) || isPost(method))
                .filteredOn(method -> !checks(
                        method.getDeclaringClass().getName().replace('.', '/') + "." + method.getName(),
                        calls,
                        new HashSet<>()))
                .as("web methods that check no permission")
                .isEmpty();
    }

    @Test
    void givenFields_whenTheyHoldASecret_thenTheyAreNotPlainText() throws Exception {
        List<String> plain = new ArrayList<>();
        for (Class<?> type : classes()) {
            for (Field field : type.getDeclaredFields()) {
                boolean constant = Modifier.isStatic(field.getModifiers()) && Modifier.isFinal(field.getModifiers());
                if (field.getType() == String.class
                        && !constant
                        && SECRET.matcher(field.getName()).matches()) {
                    plain.add(field.toString());
                }
            }
        }
        assertThat(plain).isEmpty();
    }

    @Test
    void givenWorkForAgents_whenSent_thenItMayOnlyGoFromControllerToAgent() throws Exception {
        assertThat(classes())
                .filteredOn(type -> !type.isInterface() && Callable.class.isAssignableFrom(type))
                .allMatch(MasterToSlaveCallable.class::isAssignableFrom);
        assertThat(classes())
                .filteredOn(type -> !type.isInterface() && FilePath.FileCallable.class.isAssignableFrom(type))
                .allMatch(MasterToSlaveFileCallable.class::isAssignableFrom);
        assertThat(lambdasFor("hudson/remoting/Callable", "hudson/FilePath$FileCallable"))
                .isEmpty();
    }

    @Test
    void givenViews_whenRead_thenOutputIsEscapedAndNothingIsInline() throws IOException {
        List<String> wrong = new ArrayList<>();
        List<Path> views = files(Path.of("src/main/resources"), ".jelly");
        assertThat(views).isNotEmpty();
        for (Path view : views) {
            String text = Files.readString(view);
            if (!text.startsWith("<?jelly escape-by-default='true'?>")) {
                wrong.add(view + ": does not begin with <?jelly escape-by-default='true'?>");
            }
            wrong.addAll(inline(view, text));
        }
        for (Path help : files(Path.of("src/main/resources/io/jenkins/plugins/sluice/jenkins"), ".html")) {
            wrong.addAll(inline(help, Files.readString(help)));
        }
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<script>alert(1)</script> | 1",
                "<script type='text/javascript' src='x.js'/> | 0",
                "<script src='x.js'></script> | 0",
                "<div style='color: red'/> | 1",
                "<style>a {}</style> | 1",
                "<a onclick='go()'>x</a> | 1",
                "<a href='javascript:go()'>x</a> | 1",
                "<st:out value='${x}' escapeXml='false'/> | 1",
                "<j:out value='${h.rawHtml(x)}'/> | 1",
                "<f:textbox field='onFail' class='style'/> | 0"
            })
    void givenView_whenSomethingIsInline_thenItIsFound(String view, int found) {
        assertThat(inline(Path.of("view.jelly"), view)).hasSize(found);
    }

    private static final Map<String, Pattern> INLINE = Map.of(
            "a script with a body", Pattern.compile("(?is)<script\\b[^>]*(?<!/)>(?!\\s*</script>)"),
            "a style element", Pattern.compile("(?i)<style\\b"),
            "a style attribute", Pattern.compile("(?i)\\sstyle\\s*="),
            "an event handler",
                    Pattern.compile(
                            "(?i)\\son(click|dblclick|change|submit|load|error|focus|blur|input|toggle|key\\w+|mouse\\w+"
                                    + "|pointer\\w+)\\s*="),
            "a script as URL", Pattern.compile("(?i)javascript:"),
            "unescaped output", Pattern.compile("(?i)escapeXml\\s*=\\s*['\"]false|rawHtml"));

    private static List<String> inline(Path file, String text) {
        return INLINE.entrySet().stream()
                .filter(rule -> rule.getValue().matcher(text).find())
                .map(rule -> file + ": " + rule.getKey())
                .toList();
    }

    private static boolean isPost(Method method) {
        return method.isAnnotationPresent(POST.class) || method.isAnnotationPresent(RequirePOST.class);
    }

    private static boolean reads(Method method) {
        return method.isAnnotationPresent(GET.class) || READ.contains(method.getName());
    }

    private static boolean validates(Method method) {
        return method.getName().matches("do(Check|Fill|AutoComplete|Validate|Test)\\w*");
    }

    private static List<Method> webMethods() throws Exception {
        List<Method> methods = new ArrayList<>();
        for (Class<?> type : classes()) {
            for (Method method : type.getDeclaredMethods()) {
                if (Modifier.isPublic(method.getModifiers())
                        && !method.isSynthetic()
                        && method.getName().matches("do[A-Z]\\w*")) {
                    methods.add(method);
                }
            }
        }
        return methods;
    }

    /** Whether a method, or one of ours that it calls, asks for a permission. */
    private static boolean checks(String method, Map<String, Set<String>> calls, Set<String> seen) {
        for (String called : calls.getOrDefault(method, Set.of())) {
            if (CHECKS.contains(called.substring(called.lastIndexOf('.') + 1))
                    || called.startsWith(OURS) && seen.add(called) && checks(called, calls, seen)) {
                return true;
            }
        }
        return false;
    }

    private static Map<String, Set<String>> calls() throws Exception {
        Map<String, Set<String>> calls = new HashMap<>();
        visit((owner, method, called, type) -> calls.computeIfAbsent(owner + "." + method, any -> new HashSet<>())
                .add(called));
        return calls;
    }

    private static Set<String> lambdasFor(String... types) throws Exception {
        Set<String> found = new TreeSet<>();
        visit((owner, method, called, type) -> {
            for (String each : types) {
                if (type.endsWith(")L" + each + ";")) {
                    found.add(owner + "." + method);
                }
            }
        });
        return found;
    }

    private interface Calls {

        /**
         * A call.
         *
         * @param called the owner's internal name, a dot, and the method; of a lambda the method of its body
         * @param type for a lambda the descriptor of what makes it, else empty
         */
        void call(String owner, String method, String called, String type);
    }

    private static void visit(Calls calls) throws Exception {
        for (Path file : files(classFolder().resolve(OURS), ".class")) {
            ClassReader reader = new ClassReader(Files.readAllBytes(file));
            reader.accept(
                    new ClassVisitor(Opcodes.ASM9) {
                        @Override
                        public MethodVisitor visitMethod(
                                int access, String name, String descriptor, String signature, String[] exceptions) {
                            return new MethodVisitor(Opcodes.ASM9) {
                                @Override
                                public void visitMethodInsn(
                                        int opcode, String owner, String method, String type, boolean isInterface) {
                                    calls.call(reader.getClassName(), name, owner + "." + method, "");
                                }

                                @Override
                                public void visitInvokeDynamicInsn(
                                        String method, String type, Handle bootstrap, Object... arguments) {
                                    for (Object argument : arguments) {
                                        if (argument instanceof Handle body) {
                                            calls.call(
                                                    reader.getClassName(),
                                                    name,
                                                    body.getOwner() + "." + body.getName(),
                                                    type);
                                        }
                                    }
                                }
                            };
                        }
                    },
                    ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        }
    }

    private static List<Class<?>> classes() throws Exception {
        Path folder = classFolder();
        List<Class<?>> classes = new ArrayList<>();
        for (Path file : files(folder.resolve(OURS), ".class")) {
            String name = folder.relativize(file).toString().replace('/', '.').replaceAll("\\.class$", "");
            if (!name.endsWith("package-info")) {
                classes.add(Class.forName(name, false, CodeScanTest.class.getClassLoader()));
            }
        }
        return classes;
    }

    private static Path classFolder() throws URISyntaxException {
        return Path.of(SluicePermissions.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }
}
