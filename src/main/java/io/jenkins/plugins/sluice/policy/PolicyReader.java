package io.jenkins.plugins.sluice.policy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code sluice.yaml}: YAML 1.2 (yaml.org/spec/1.2.2) in UTF-8, one document, without anchors, aliases, tags and
 * merge keys, at most {@value #MOST_BYTES} bytes. All that is wrong with a file is reported at once.
 */
public final class PolicyReader {

    /** The largest policy file in bytes. */
    public static final int MOST_BYTES = 1 << 20;

    /** The source of a policy without a file. */
    public static final String COMMAND_LINE = "command line";

    private static final YamlNode.Place START = new YamlNode.Place(1, 1);

    private final Set<String> formats;

    /** @param otherFormats names of formats that {@code format:} takes besides {@link Vocabulary#formats()} */
    public PolicyReader(Collection<String> otherFormats) {
        this.formats = new LinkedHashSet<>(PolicyModel.OWN_FORMATS);
        this.formats.addAll(otherFormats);
    }

    /**
     * Reads a file.
     *
     * @throws IOException when the file cannot be read
     * @throws PolicyException when it is not a policy
     */
    public Policy read(Path file) throws IOException, PolicyException {
        try (InputStream stream = Files.newInputStream(file)) {
            return read(file.toString(), stream.readNBytes(MOST_BYTES + 1));
        }
    }

    /**
     * Reads a file's bytes.
     *
     * @param source what to call the file in messages and reports
     * @throws PolicyException when it is not a policy
     */
    public Policy read(String source, byte[] bytes) throws PolicyException {
        Problems problems = new Problems(source);
        String text = text(bytes, problems);
        problems.throwIfAny();
        Optional<YamlNode> root = YamlTree.read(text, problems);
        if (root.isEmpty()) {
            problems.throwIfAny();
        }
        YamlNode node = root.orElseThrow();
        ShapeCheck check = new ShapeCheck(problems);
        check.check(node, PolicyModel.POLICY, "");
        Policy policy = new PolicyBuilder(problems, check, formats).policy(source, sha256(bytes), node);
        problems.throwIfAny();
        return policy;
    }

    /**
     * A policy of one gate with the defaults: the usual evidence, compared with the last accepted run.
     *
     * @param source where the criteria stand, such as {@value #COMMAND_LINE}: what the policy is said to come from
     * @param option what they are given by there, such as {@code --criteria}; for messages
     * @param gate the gate's name, matching {@code [a-z][a-z0-9-]{0,62}} ({@link IllegalArgumentException})
     * @param criteria at least one ({@link IllegalArgumentException})
     * @return a policy whose hash is that of the criteria, one a line
     * @throws PolicyException when a criterion is wrong
     */
    public static Policy inline(String source, String option, String gate, List<String> criteria)
            throws PolicyException {
        if (!CommonShapes.NAME.matcher(gate).matches()) {
            throw new IllegalArgumentException(Quoted.of(gate) + " is not a name; " + CommonShapes.NAME_FIX);
        }
        if (criteria.isEmpty()) {
            throw new IllegalArgumentException("a gate needs a criterion");
        }
        List<PolicyProblem> problems = new ArrayList<>();
        List<Criterion> parsed = new ArrayList<>();
        Map<String, String> ids = new HashMap<>();
        GateEvidence noEvidence = new GateEvidence();
        for (String text : criteria) {
            try {
                Criterion criterion = Criterion.of(Expression.parse(text));
                parsed.add(criterion);
                String first = ids.putIfAbsent(criterion.id(), text);
                if (first != null) {
                    problems.add(inline(
                            source,
                            option,
                            text,
                            1,
                            new Misfit(
                                    "it asks for the same as " + Quoted.of(first),
                                    "remove one, or write both into a policy file, with an 'id'")));
                }
                Noun noun = criterion.subject().noun();
                boolean files = noun.origin() == Noun.Origin.FILES;
                Optional<Misfit> misfit =
                        files ? noEvidence.misfit(criterion.expression()) : Optional.of(GateChecks.missing(noun));
                misfit.ifPresent(wrong -> problems.add(inline(
                        source,
                        option,
                        text,
                        1,
                        new Misfit(
                                wrong.what(),
                                "write it into a policy file, with "
                                        + (files ? "its evidence" : Quoted.of(noun.word()))))));
            } catch (CriterionException wrong) {
                problems.add(inline(source, option, text, wrong.column(), new Misfit(wrong.what(), wrong.fix())));
            }
        }
        if (!problems.isEmpty()) {
            throw new PolicyException(problems);
        }
        byte[] bytes = String.join("\n", criteria).getBytes(StandardCharsets.UTF_8);
        Gate only = new Gate(gate, List.of(), parsed, new ReferenceChoice.Last());
        return new Policy(source, sha256(bytes), List.of(only), List.of());
    }

    private static PolicyProblem inline(String source, String option, String text, int column, Misfit misfit) {
        return new PolicyProblem(source, 0, column, option + " " + Quoted.of(text), misfit.what(), misfit.fix());
    }

    private static String text(byte[] bytes, Problems problems) {
        if (bytes.length > MOST_BYTES) {
            problems.add(START, "", "the policy is larger than 1 MiB", "write a shorter one");
            return "";
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer chars = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), chars, true);
        String text = chars.flip().toString();
        String withoutMark = text.startsWith("\uFEFF") ? text.substring(1) : text;
        if (result.isError()) {
            int line = 1
                    + (int) withoutMark
                            .chars()
                            .filter(character -> character == '\n')
                            .count();
            String last = withoutMark.substring(withoutMark.lastIndexOf('\n') + 1);
            YamlNode.Place place = new YamlNode.Place(line, last.codePointCount(0, last.length()) + 1);
            problems.add(place, "", "the file is not UTF-8", "save it as UTF-8");
        }
        return withoutMark;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }
}
