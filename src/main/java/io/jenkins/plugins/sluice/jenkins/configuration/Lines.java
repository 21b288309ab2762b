package io.jenkins.plugins.sluice.jenkins.configuration;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.jspecify.annotations.Nullable;

/** Lists of names, which a form shows as lines of text. */
final class Lines {

    private Lines() {}

    /** The names without blanks around them, empty ones and repetitions. */
    static ArrayList<String> clean(@Nullable Collection<String> names) {
        return names == null
                ? new ArrayList<>()
                : new ArrayList<>(names.stream()
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .distinct()
                        .toList());
    }

    /** The lines of a text. */
    static List<String> of(@Nullable String text) {
        return text == null ? List.of() : clean(text.lines().toList());
    }

    /** The names, one a line. */
    static String join(@Nullable Collection<String> names) {
        return names == null ? "" : String.join("\n", names);
    }

    /** A submitted form in which a field of lines has become a list. */
    static JSONObject toList(JSONObject form, String field) {
        Object value = form.opt(field);
        if (!(value instanceof String text)) {
            return form;
        }
        JSONObject copy = JSONObject.fromObject(form);
        copy.put(field, JSONArray.fromObject(of(text)));
        return copy;
    }
}
