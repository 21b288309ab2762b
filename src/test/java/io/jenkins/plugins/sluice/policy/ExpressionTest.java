package io.jenkins.plugins.sluice.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.sluice.evidence.Unit;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {

    @ParameterizedTest
    @EnumSource(Property.class)
    void givenTheExampleOfAProperty_whenParsed_thenItIsCanonicalAndAboutThatProperty(Property property)
            throws CriterionException {
        Expression expression = Expression.parse(property.example());

        assertThat(expression.subject().row()).contains(property);
        assertThat(expression).hasToString(property.example());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    tests[new].failed = 0                     | tests[new].failed = 0
                    tests [ evidence = e2e ] . passRate>=99.5%| tests[evidence=e2e].passRate >= 99.5%
                    coverage.line drops   at  most 0.50 pp    | coverage.line drops at most 0.5pp
                    findings.count = 0                        | findings = 0
                    findings[tool=spotbugs,new]<=3            | findings[new, tool=spotbugs] <= 3
                    findings[severity = critical] = 0         | findings[severity=critical] = 0
                    findings[severity=unknown] = 0            | findings[severity=unknown] = 0
                    findings[rule="a, b"] = 0                 | findings[rule="a, b"] = 0
                    findings[rule="java:S2068"] = 0           | findings[rule=java:S2068] = 0
                    findings[rule="a\\"b\\\\c\\td\\u0007"] = 0     | findings[rule="a\\"b\\\\c\\td\\u0007"] = 0
                    load[kind=transaction, label=pay].p95 < 1s| load[label=pay, kind=transaction].p95 < 1s
                    load.p99 rises at most 10%                | load.p99 rises at most 10%
                    load.throughput > 100/min                 | load.throughput > 100/min
                    custom.bundleSize <= 350KiB               | custom.bundleSize <= 350KiB
                    custom.answer = 42                        | custom.answer = 42
                    custom[evidence=size].share < 5%          | custom[evidence=size].share < 5%
                    tests.failed != 007                       | tests.failed != 7
                    metrics.errorRate not  worse than baseline| metrics.errorRate not worse than baseline
                    metrics.errorRate not worse than baseline by 0.10 pp| metrics.errorRate not worse than baseline by 0.1pp
                    metrics . p95 not worse than baseline times 1.50| metrics.p95 not worse than baseline times 1.5
                    metrics.throughput>100/min                | metrics.throughput > 100/min
                    metrics.orders drops at most 5%           | metrics.orders drops at most 5%
                    tests.total drops at most 2.5%            | tests.total drops at most 2.5%
                    """)
    void givenACriterion_whenParsedAndPrinted_thenCanonical(String text, String canonical) throws CriterionException {
        assertThat(Expression.parse(text)).hasToString(canonical);
        assertThat(Expression.parse(canonical)).isEqualTo(Expression.parse(text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    ``                          | column 1: the criterion is empty; write one of tests, coverage, mutation, findings, load, custom, metrics, review, alerts, rollback, migration
                    = 0                         | column 1: a criterion begins with a noun, found '='; write one of tests, coverage, mutation, findings, load, custom, metrics, review, alerts, rollback, migration
                    test.failed = 0             | column 1: unknown noun 'test'; did you mean 'tests'?
                    banana.failed = 0           | column 1: unknown noun 'banana'; write one of tests, coverage, mutation, findings, load, custom, metrics, review, alerts, rollback, migration
                    tests = 0                   | column 7: 'tests' needs a property, found '='; write one of tests.total, tests.passed, tests.failed, tests.skipped, tests.flaky, tests.passRate, tests.duration
                    custom > 3                  | column 8: 'custom' needs a property, found '>'; write custom. and a name under 'pick'
                    mutation. >= 1%             | column 11: a property must follow the dot, found '>'; write one of mutation.score, mutation.strength, mutation.survived
                    coverage.lines >= 80%       | column 10: unknown property 'lines' of coverage; did you mean 'line'?
                    coverage.speed >= 80%       | column 10: unknown property 'speed' of coverage; write one of line, branch, instruction, method
                    findings.number = 0         | column 10: unknown property 'number' of findings; write count
                    custom.1st = 0              | column 8: '1st' is not a name of a picked value; write 1 to 63 letters a-z, A-Z and digits, a letter first
                    tests.failed == 0           | column 14: unknown comparison '=='; write =
                    tests.failed => 0           | column 14: unknown comparison '=>'; write >=
                    tests.failed ≤ 0            | column 14: unknown comparison '≤'; write <=
                    tests.failed =! 0           | column 14: unknown comparison '=!'; write one of =, !=, <=, >=, <, >
                    tests.failed                | column 13: a condition must follow, found the end; write a comparison such as '= 0' or '>= 80%', 'rises at most' or 'drops at most' with an amount, or for metrics 'not worse than baseline'
                    tests.failed is 0           | column 14: a condition must follow, found 'is'; write a comparison such as '= 0' or '>= 80%', 'rises at most' or 'drops at most' with an amount, or for metrics 'not worse than baseline'
                    tests.total falls at most 0 | column 13: a condition must follow, found 'falls'; write 'drops at most'
                    tests.total dorps at most 0 | column 13: a condition must follow, found 'dorps'; did you mean 'drops'?
                    tests.total drops by 0      | column 19: 'at most' must follow 'drops'; write 'drops at most' and an amount
                    tests.total drops at 0      | column 22: 'at most' must follow 'drops'; write 'drops at most' and an amount
                    metrics > 1%                | column 9: 'metrics' needs a property, found '>'; write metrics. and the name of a metric, such as metrics.errorRate
                    metrics.1st = 0             | column 9: '1st' is not a name of a metric; write 1 to 63 letters a-z, A-Z and digits, a letter first
                    metrics[new].p95 < 1s       | column 9: metrics.p95 has no selector 'new'; it takes none; remove the brackets
                    metrics.p95 not worse then baseline| column 23: 'not worse than baseline' is not written like this; write 'not worse than baseline', maybe with 'by' or 'times' after it
                    metrics.p95 not worse than baseline at 5ms| column 37: a margin begins with 'by' or 'times', found 'at'; write for example by 0.1pp or times 1.5
                    metrics.p95 not worse than baseline by| column 39: a number must follow, found the end; write a number such as 0, 80% or 500ms
                    metrics.p95 not worse than baseline by 10%| column 40: a margin of '10%' may be percentage points or a part of the baseline; write by 10pp, or times 1.1
                    metrics.p95 not worse than baseline times 0.9| column 43: 'times' says how many times as bad is allowed, found '0.9'; write a number of 1 or more
                    metrics.p95 not worse than baseline times 110%| column 43: 'times' takes a number without a unit, found '110%'; write for example times 1.5
                    tests.failed not worse than baseline| column 14: only metrics have a baseline that runs beside them; write 'rises at most' or 'drops at most' and an amount
                    alerts.firing not worse than baseline| column 15: only metrics have a baseline that runs beside them; write a comparison such as '= 0'
                    alerts.firing rises at most 1| column 15: alerts.firing has nothing that it rises from; write a comparison such as '= 0'
                    tests.failed = 0 please     | column 18: unknown unit 'please'; write one of %, pp, ns, us, ms, s, min, h, B, KB, MB, GB, KiB, MiB, GiB, /s, /min, /h
                    tests.failed = 0; drop      | column 17: the criterion should end here, found ';'; remove the rest
                    tests.failed = -1           | column 16: an amount has no sign; write a number of 0 or more
                    tests.failed = zero         | column 16: a number must follow, found 'z'; write a number such as 0, 80% or 500ms
                    tests.failed = 1,000        | column 17: a number has no separators; write the digits only, with a decimal point
                    tests.failed = 1e3          | column 17: a number has no exponent; write all its digits
                    tests.failed = .5           | column 16: a decimal point needs digits on both sides; write for example 0.5
                    tests.failed = 1234567890123456789012345678901 | column 16: the number has more than 30 characters; write a smaller one
                    tests.failed = 0.5          | column 16: a count is a whole number, found '0.5'; write 0
                    tests.failed = 5%           | column 16: a count has no unit, found '5%'; write 5
                    tests.total drops at most 1pp | column 27: a count has no unit, found '1pp'; write 1 or 1% of the reference
                    coverage.line >= 0.8        | column 18: a ratio is a percentage, found '0.8'; write 80%
                    coverage.line >= 80         | column 18: a ratio is a percentage, found '80'; write 80%
                    coverage.line >= 80ms       | column 18: a ratio is a percentage, found '80ms'; write 80%
                    coverage.line >= 80pp       | column 18: percentage points are for 'rises at most' and 'drops at most', found '80pp'; write 80%
                    coverage.line >= 180%       | column 18: a ratio is at most 100%, found '180%'; write a percentage from 0% to 100%
                    coverage.line drops at most 1% | column 29: a ratio moves in percentage points, found '1%'; write 1pp
                    load.p95 <= 500             | column 13: a time needs a unit, found '500'; write a number with one of ns, us, ms, s, min, h
                    load.p95 <= 5%              | column 13: a time is not measured like this, found '5%'; write a number with one of ns, us, ms, s, min, h
                    load.p95 rises at most 5pp  | column 24: a time is not measured like this, found '5pp'; write a number with one of ns, us, ms, s, min, h, or % of the reference
                    load.p95 <= 5sec            | column 14: unknown unit 'sec'; write s
                    load.p95 <= 5mS             | column 14: unknown unit 'mS'; did you mean 'ms'?
                    load.throughput > 100       | column 19: a rate needs a unit, found '100'; write a number with one of /s, /min, /h
                    load.throughput > 100rps    | column 22: unknown unit 'rps'; write /s
                    custom.size <= 5kib         | column 17: unknown unit 'kib'; did you mean 'KiB'?
                    custom.size <= 5pp          | column 16: percentage points are for 'rises at most' and 'drops at most', found '5pp'; write 5%
                    findings[] = 0              | column 10: a selector is missing, found ']'; write one of new, evidence, tool, rule, severity, label, kind
                    findings[new = 0            | column 14: 'new' takes no value; write [new]
                    findings[new                | column 13: ',' or ']' must follow a selector, found the end; close the brackets with ']', and put values with special characters in double quotes
                    findings[new, new] = 0      | column 15: selector 'new' stands twice; remove one of them
                    findings[tol=x] = 0         | column 10: unknown selector 'tol'; did you mean 'tool'?
                    findings[tool] = 0          | column 14: selector 'tool' needs a value; write tool=spotbugs
                    findings[tool=] = 0         | column 15: selector 'tool' needs a value; write tool=spotbugs, with special characters in double quotes
                    findings[tool=""] = 0       | column 15: selector 'tool' needs a value; write tool=spotbugs, with special characters in double quotes
                    findings[tool>=x] = 0       | column 14: selector 'tool' does not compare with '>='; write =
                    findings[tool="x] = 0       | column 15: the double quote is never closed; close it with "
                    findings[tool="\\x"] = 0     | column 17: unknown escape after '\\'; write one of \\", \\\\, \\n, \\r, \\t, \\u0000
                    findings[tool="\\u12"] = 0   | column 17: \\u needs four hexadecimal digits; write for example \\u00E9
                    findings[severity>=hihg] = 0 | column 20: unknown severity 'hihg'; did you mean 'high'?
                    findings[severity>=unknown] = 0 | column 20: 'unknown' does not compare with '>='; write severity=unknown; findings of unknown severity count as high in every comparison
                    findings[severity>critical] = 0 | column 19: nothing is worse than critical; write severity=critical
                    findings[severity<low] = 0  | column 19: nothing is less than low; write severity=low
                    findings[severity!=low] = 0 | column 18: selector 'severity' does not compare with '!='; write one of =, >=, <=, >, <
                    findings[evidence=E2E] = 0  | column 19: 'E2E' is not a name under 'evidence'; write 1 to 63 of a-z, 0-9 and '-', a letter first
                    findings[label=x] = 0       | column 10: findings has no selector 'label'; it takes new, evidence, tool, rule, severity
                    coverage[new].line >= 80%   | column 10: coverage.line has no selector 'new'; it takes evidence
                    load[kind=sampler].p95 < 1s | column 11: unknown kind 'sampler'; write transaction
                    """)
    void givenAMistake_whenParsed_thenTheColumnTheMistakeAndTheRemedyAreNamed(String text, String message) {
        assertThatThrownBy(() -> Expression.parse(text == null ? "" : text))
                .isInstanceOf(CriterionException.class)
                .hasMessage(message);
    }

    @Test
    void givenCharactersBeyondTheBasicPlane_whenParsed_thenEachIsOneColumn() {
        assertThatThrownBy(() -> Expression.parse("findings[tool=\"🦫\"] == 0"))
                .hasMessageStartingWith("column 20: unknown comparison");
    }

    @Test
    void givenAVeryLongText_whenParsed_thenItIsRefused() {
        assertThatThrownBy(() -> Expression.parse("🦫".repeat(Expression.LONGEST + 1)))
                .hasMessage("column 2001: a criterion has at most 2000 characters; split it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00A0tests.failed = 0", "tests.failed\u202E = 0", "tests.failed = ٣"})
    void givenCharactersThatLookLikeOthers_whenParsed_thenTheyAreRefused(String text) {
        assertThatThrownBy(() -> Expression.parse(text)).isInstanceOf(CriterionException.class);
    }

    @Test
    void givenSelectorsInAnyOrder_whenASubjectIsMade_thenTheyAreSortedAndUnique() {
        Selector onlyNew = new Selector(Selector.Key.NEW, Operator.EQUAL, "");
        Selector tool = new Selector(Selector.Key.TOOL, Operator.EQUAL, "spotbugs");

        assertThat(new Subject(Noun.FINDINGS, List.of(tool, onlyNew), "count"))
                .hasToString("findings[new, tool=spotbugs]")
                .isEqualTo(new Subject(Noun.FINDINGS, List.of(onlyNew, tool), "count"));
        assertThatThrownBy(() -> new Subject(Noun.FINDINGS, List.of(tool, tool), "count"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void givenSelectorsThatCannotBe_whenMade_thenRefused() {
        assertThatThrownBy(() -> new Selector(Selector.Key.NEW, Operator.EQUAL, "x"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Selector(Selector.Key.TOOL, Operator.AT_MOST, "x"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void givenAmountsThatDifferInTrailingZeros_whenCompared_thenTheyAreEqual() {
        assertThat(new Amount(new BigDecimal("80.00"), Unit.PERCENT))
                .isEqualTo(new Amount(new BigDecimal("8E+1"), Unit.PERCENT))
                .hasToString("80%");
        assertThatThrownBy(() -> new Amount(new BigDecimal("-1"), Unit.NONE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Amount(new BigDecimal("1E+1000000000"), Unit.NONE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void givenDefaults_whenACriterionIsMade_thenItsIdIsAllLeftOfTheLimit() throws CriterionException {
        Criterion criterion = Criterion.of(Expression.parse("coverage.line drops at most 0.5pp"));

        assertThat(criterion.id()).isEqualTo("coverage.line drops");
        assertThat(Criterion.of(Expression.parse("coverage.line >= 80%")).id()).isEqualTo("coverage.line");
        assertThat(criterion.text()).isEqualTo("coverage.line drops at most 0.5pp");
        assertThat(criterion.needsReference()).isTrue();
        assertThat(criterion.criticality()).isEqualTo(Criterion.Criticality.FAIL);
    }
}
