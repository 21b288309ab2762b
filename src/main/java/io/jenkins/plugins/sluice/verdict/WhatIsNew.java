package io.jenkins.plugins.sluice.verdict;

import io.jenkins.plugins.sluice.policy.Noun;
import io.jenkins.plugins.sluice.policy.Subject;
import io.jenkins.plugins.sluice.verdict.ComparedWith.Found;
import io.jenkins.plugins.sluice.verdict.Novelty.Some;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is new since the reference. What appeared is told only against a whole reference, and what vanished only of a
 * whole run, for else it may have been there.
 */
final class WhatIsNew {

    private static final Subject TESTS = new Subject(Noun.TESTS, List.of(), "total");
    private static final Subject FINDINGS = new Subject(Noun.FINDINGS, List.of(), "count");

    private WhatIsNew() {}

    static Novelty since(Found found, GateRun run) {
        Scope.Declared declared = new Scope.Declared(run.gate().evidence(), run.formats());
        Side tests = Side.of(TESTS, found, run, declared);
        Side findings = Side.of(FINDINGS, found, run, declared);
        NewFailures failures = tests.comparable() ? NewFailures.between(tests.now(), tests.before()) : null;
        Optional<TestNames> names =
                tests.comparable() ? TestNames.between(tests.now(), tests.before()) : Optional.empty();
        FindingNews news = findings.comparable()
                ? FindingNews.between(
                        FindingSelection.of(FINDINGS), findings.now(), findings.before(), run.pathExists())
                : null;
        if (news != null && news.incomparable() != null) {
            news = null;
        }
        return new Novelty(
                failures != null && tests.wholeBefore() ? new Some(failures.count(), failures.first()) : null,
                failures != null && tests.wholeNow() ? failures.fixed() : null,
                names.filter(all -> tests.wholeNow())
                        .map(all -> new Some(all.deleted(), all.first()))
                        .orElse(null),
                count(names.filter(all -> tests.wholeBefore()).map(TestNames::added)),
                news != null && findings.wholeBefore() ? new Some(news.added(), news.first()) : null,
                news != null && findings.wholeNow() ? news.gone() : null);
    }

    private static @Nullable Long count(Optional<Long> count) {
        return count.orElse(null);
    }

    private record Side(Scope now, Scope before, boolean wholeNow, boolean wholeBefore) {

        static Side of(Subject subject, Found found, GateRun run, Scope.Declared declared) {
            Scope now = Scope.ofRun(subject, run.evidence(), declared);
            Scope before = Scope.ofReference(subject, found.evidence(), declared);
            return new Side(
                    now,
                    before,
                    Values.of(subject, now).known(),
                    Values.of(subject, before).known());
        }

        boolean comparable() {
            return !now.whole().isEmpty() && !before.whole().isEmpty();
        }
    }
}
