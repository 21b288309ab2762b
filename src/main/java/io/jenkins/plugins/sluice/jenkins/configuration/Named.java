package io.jenkins.plugins.sluice.jenkins.configuration;

import hudson.util.FormValidation;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An entry of the configuration that steps refer to by its name. */
interface Named {

    /** What steps call it; unique within its list. */
    String getName();

    /** What is wrong with it, apart from its name, or null. */
    @Nullable
    String problem();

    /** What names look like. */
    Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    /** Whether a name can be used. */
    static FormValidation check(@Nullable String name) {
        return name != null && NAME.matcher(name.trim()).matches()
                ? FormValidation.ok()
                : FormValidation.error(Messages.Named_Wrong());
    }

    /**
     * Refuses a list in which something is wrong.
     *
     * @param what what an entry is called in messages
     * @throws IllegalArgumentException that names the entry and the problem
     */
    static void require(String what, Collection<? extends Named> entries) {
        Set<String> names = new HashSet<>();
        for (Named entry : entries) {
            String name = entry.getName();
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(what + " '" + name + "': " + Messages.Named_Wrong());
            }
            if (!names.add(name)) {
                throw new IllegalArgumentException(what + " '" + name + "': " + Messages.Named_Twice());
            }
            String problem = entry.problem();
            if (problem != null) {
                throw new IllegalArgumentException(what + " '" + name + "': " + problem);
            }
        }
    }
}
