package io.jenkins.plugins.sluice.evidence.report;

import org.jspecify.annotations.Nullable;

/** What a test is called, and known by, whoever read the report it stands in. */
public final class TestName {

    private TestName() {}

    /**
     * Class and test, or suite and test where no class is named.
     *
     * @param suite the name of the suite that holds it, or null
     * @param className or null
     * @param name the test's own name, or null
     * @return "" when there is no name at all
     */
    public static String full(@Nullable String suite, @Nullable String className, @Nullable String name) {
        String group = className != null && !className.isBlank() ? className : suite == null ? "" : suite;
        String own = name == null ? "" : name;
        return group.isBlank() || group.equals(own) ? own : own.isEmpty() ? group : group + '.' + own;
    }

    /** A suite that broke as a whole, which stands for a test that failed. */
    public static String ofSuite(@Nullable String suite) {
        return suite == null || suite.isEmpty() ? "<init>" : suite + ".<init>";
    }
}
