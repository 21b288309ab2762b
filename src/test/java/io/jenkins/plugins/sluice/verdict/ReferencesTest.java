package io.jenkins.plugins.sluice.verdict;

import static io.jenkins.plugins.sluice.verdict.Given.criterion;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.sluice.evidence.EvidenceJson;
import io.jenkins.plugins.sluice.evidence.EvidenceSet;
import io.jenkins.plugins.sluice.evidence.Severity;
import io.jenkins.plugins.sluice.evidence.reference.Earlier;
import io.jenkins.plugins.sluice.evidence.reference.EvidenceCodec;
import io.jenkins.plugins.sluice.evidence.reference.History;
import io.jenkins.plugins.sluice.evidence.reference.Lane;
import io.jenkins.plugins.sluice.evidence.reference.Reference;
import io.jenkins.plugins.sluice.evidence.reference.Reference.Acceptance;
import io.jenkins.plugins.sluice.evidence.reference.ReferenceFile;
import io.jenkins.plugins.sluice.policy.Gate;
import io.jenkins.plugins.sluice.policy.ReferenceChoice;
import io.jenkins.plugins.sluice.verdict.ComparedWith.Found;
import io.jenkins.plugins.sluice.verdict.GateVerdict.Context;
import io.jenkins.plugins.sluice.verdict.GateVerdict.ReferenceUse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferencesTest {

    private static final Context MAIN = new Context(null, "main", null, null, null, null);
    private static final Context PULL = new Context(null, "fix", "main", null, null, null);

    @TempDir
    private Path folder;

    private History history;

    @BeforeEach
    void record() throws IOException {
        history = new History(folder, EvidenceCodec.of(new EvidenceJson(folder)));
        record(Lane.ofBranch("build", "main"), "m1");
    }

    private void record(Lane lane, String run) throws IOException {
        history.record(
                lane,
                new Reference("build", run, Given.NOW, lane.branch(), "c", "h", true, null, Given.evidence()),
                Map.of());
    }

    private static Gate gate(ReferenceChoice choice) {
        return new Gate("build", List.of(), List.of(criterion("tests[new].failed = 0")), choice);
    }

    private ComparedWith find(ReferenceChoice choice, Context context) throws IOException {
        return References.find(gate(choice), context, kept(null, history));
    }

    private static References.Kept kept(Reference file, History own) {
        return new References.Kept(file, own, null, null);
    }

    private static String why(ComparedWith nothing) {
        assertThat(nothing).isInstanceOf(ComparedWith.Nothing.class);
        return ((ComparedWith.Nothing) nothing).why();
    }

    private static ReferenceUse use(ComparedWith found) {
        assertThat(found).isInstanceOf(Found.class);
        return ((Found) found).use();
    }

    @Test
    void givenAPullRequest_whenComparedWithTheLast_thenOnlyWithItsOwn() throws IOException {
        assertThat(why(find(new ReferenceChoice.Last(), PULL))).isEqualTo("no accepted run of fix yet");

        record(Lane.ofRun("build", "fix", "main").orElseThrow(), "p1");
        assertThat(use(find(new ReferenceChoice.Last(), PULL)).run()).isEqualTo("p1");
        assertThat(use(find(new ReferenceChoice.Last(), MAIN)).run()).isEqualTo("m1");
    }

    @Test
    void givenAPullRequest_whenComparedWithItsTarget_thenWithThatBranch() throws IOException {
        ReferenceUse use = use(find(new ReferenceChoice.TargetBranch(), PULL));

        assertThat(use.run()).isEqualTo("m1");
        assertThat(use.how()).isEqualTo("target-branch");
        assertThat(use(find(new ReferenceChoice.TargetBranch(), MAIN)).how()).isEqualTo("last");
    }

    @Test
    void givenBestOf_whenLookedUp_thenTheVerdictKnowsOverHowMany() throws IOException {
        Found found = (Found) find(new ReferenceChoice.BestOf(5), PULL);

        assertThat(found.bestOf()).isEqualTo(5);
        assertThat(found.use().how()).isEqualTo("best of 5");
        assertThat(found.earlier().runs()).extracting(Earlier.Run::run).containsExactly("m1");
    }

    @Test
    void givenARunAcceptedByHand_whenUsed_thenItSaysByWhomAndWhy() throws IOException {
        history.accept("m1", new Acceptance("ann", "known"));

        assertThat(use(find(new ReferenceChoice.Last(), MAIN)).accepted()).isEqualTo("ann: known");
    }

    @Test
    void givenAFile_whenNamed_thenItComesBeforeThePolicysChoice() throws IOException {
        Reference file = new Reference("build", "f1", Given.NOW, null, null, null, true, null, Given.evidence());

        ReferenceUse use = use(References.find(gate(new ReferenceChoice.Last()), MAIN, kept(file, history)));
        assertThat(use.run()).isEqualTo("f1");
        assertThat(use.how()).isEqualTo("file");
        assertThat(why(find(new ReferenceChoice.FromFile("ref.json"), MAIN))).contains("ref.json");
    }

    @Test
    void givenNoHistory_whenNothingNeedsAReference_thenNoneIsMissed() throws IOException {
        Gate absolute =
                new Gate("build", List.of(), List.of(criterion("tests.failed = 0")), new ReferenceChoice.Last());

        assertThat(why(References.find(absolute, MAIN, kept(null, null)))).isNull();
        assertThat(why(References.find(gate(new ReferenceChoice.Last()), MAIN, kept(null, null))))
                .isEqualTo("no history and no reference file is given");
    }

    /** One run after another, each recorded as a run would be. */
    private List<Outcome> outcomes(ReferenceChoice choice, EvidenceSet... runs) throws IOException {
        History empty = new History(
                folder.resolve(choice.getClass().getSimpleName()), EvidenceCodec.of(new EvidenceJson(folder)));
        Gate gate = new Gate("build", List.of(), List.of(criterion("coverage.line drops at most 0.5pp")), choice);
        List<Outcome> outcomes = new ArrayList<>();
        for (EvidenceSet evidence : runs) {
            String run = "r" + outcomes.size();
            GateVerdict verdict = Judge.judge(new GateRun(
                    gate,
                    run,
                    Given.NOW,
                    MAIN,
                    false,
                    "sluice.yaml",
                    "00",
                    List.of(),
                    Given.FORMATS,
                    evidence,
                    path -> true,
                    References.find(gate, MAIN, kept(null, empty))));
            outcomes.add(verdict.outcome());
            empty.record(
                    Lane.ofRun("build", "main", null).orElseThrow(),
                    new Reference(
                            "build", run, Given.NOW, "main", null, null, verdict.mayBecomeReference(), null, evidence),
                    verdict.values());
        }
        return outcomes;
    }

    private static EvidenceSet covered(long lines) {
        return Given.evidence(Given.report("j.xml", Given.lines(lines, 1000)));
    }

    @Test
    void givenALossOfHalfAPointEveryRun_whenKeptInAHistory_thenOnlyTheBestOfManyNoticesIt() throws IOException {
        EvidenceSet[] runs = {covered(800), covered(795), covered(790), covered(785)};

        assertThat(outcomes(new ReferenceChoice.Last(), runs))
                .containsExactly(Outcome.INCONCLUSIVE, Outcome.PASS, Outcome.PASS, Outcome.PASS);
        assertThat(outcomes(new ReferenceChoice.BestOf(5), runs))
                .containsExactly(Outcome.INCONCLUSIVE, Outcome.PASS, Outcome.FAIL, Outcome.FAIL);
    }

    @Test
    void givenARunThatLostTooMuch_whenItIsRunAgain_thenItFailsAgain() throws IOException {
        assertThat(outcomes(new ReferenceChoice.Last(), covered(800), covered(700), covered(700), covered(799)))
                .containsExactly(Outcome.INCONCLUSIVE, Outcome.FAIL, Outcome.FAIL, Outcome.PASS);
    }

    @Test
    void givenARunWithoutEvidence_whenRecorded_thenTheReferenceBeforeItStands() throws IOException {
        assertThat(outcomes(new ReferenceChoice.Last(), covered(800), Given.evidence(), covered(700)))
                .containsExactly(Outcome.INCONCLUSIVE, Outcome.INCONCLUSIVE, Outcome.FAIL);
    }

    @Test
    void givenNewFailuresAndFindings_whenTheReferenceComesFromAFile_thenTheyAreToldAsFromMemory() throws IOException {
        EvidenceSet before = Given.evidence(
                Given.report("a.xml", Given.tests(2, "old")),
                Given.report("a.sarif", Given.findings("pmd", null, new Given.F("R", Severity.LOW, "A.java", "k"))));
        EvidenceSet now = Given.evidence(
                Given.report("a.xml", Given.tests(1, "old", "new")),
                Given.report("a.sarif", Given.findings("pmd", null, new Given.F("R", Severity.LOW, "A.java", "j"))));
        ReferenceFile files = new ReferenceFile(EvidenceCodec.of(new EvidenceJson(folder)));
        Path file = folder.resolve("reference.json");
        files.write(file, new Reference("build", "f1", Given.NOW, null, null, null, true, null, before));

        GateVerdict fromFile = Given.gate("tests[new].failed = 0", "findings[new] = 0", "tests.total drops at most 0")
                .observing(now)
                .against(files.read(file).evidence(), 1, Earlier.NONE)
                .judge();
        GateVerdict fromMemory = Given.gate("tests[new].failed = 0", "findings[new] = 0", "tests.total drops at most 0")
                .observing(now)
                .against(before, 1, Earlier.NONE)
                .judge();

        assertThat(fromFile).isEqualTo(fromMemory);
        assertThat(fromFile.criteria())
                .extracting(CriterionVerdict::state)
                .containsExactly(
                        CriterionVerdict.State.BROKEN, CriterionVerdict.State.BROKEN, CriterionVerdict.State.HOLDS);
    }
}
