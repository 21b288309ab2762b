package io.jenkins.plugins.sluice.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class JsonSizeTest {

    private final JsonMapper mapper = new JsonMapper();

    @Property
    void givenAnyText_whenMeasured_thenItHasAsManyBytesAsAreWritten(
            @ForAll String one, @ForAll String other, @ForAll int number) throws IOException {
        String text = new String(one.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        ObjectNode node = mapper.createObjectNode();
        node.put("text", text).put("none", (String) null).put("yes", true);
        node.putArray("list").add(number).add(text).addObject();
        node.putObject("empty");

        assertThat(JsonSize.of(node, UnaryOperator.identity())).isEqualTo(mapper.writeValueAsBytes(node).length);
        assertThat(JsonSize.of(node, whole -> whole + other))
                .isGreaterThanOrEqualTo(JsonSize.of(node, UnaryOperator.identity()));
    }
}
