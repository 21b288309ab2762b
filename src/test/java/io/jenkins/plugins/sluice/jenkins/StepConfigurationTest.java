package io.jenkins.plugins.sluice.jenkins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.util.FormValidation;
import java.net.URL;
import java.util.List;
import net.sf.json.JSONObject;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.util.NameValuePair;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The step in the Snippet Generator. */
@WithJenkins
class StepConfigurationTest {

    /** What the Snippet Generator answers to a submitted form. */
    private static String generated(JenkinsRule jenkins, JSONObject form) throws Exception {
        form.element("stapler-class", QualityGateStep.class.getName())
                .element("$class", QualityGateStep.class.getName());
        WebRequest request = new WebRequest(new URL(jenkins.getURL(), Snippetizer.GENERATE_URL), HttpMethod.POST);
        request.setAdditionalHeader("Accept", "*/*");
        request.setRequestParameters(List.of(
                new NameValuePair("json", form.toString()),
                new NameValuePair(
                        jenkins.jenkins.getCrumbIssuer().getDescriptor().getCrumbRequestField(),
                        jenkins.jenkins.getCrumbIssuer().getCrumb())));
        return jenkins.createWebClient().getPage(request).getWebResponse().getContentAsString();
    }

    @Test
    void givenAFormWithEverything_whenSubmitted_thenTheSnippetHasIt(JenkinsRule jenkins) throws Exception {
        JSONObject form = new JSONObject()
                .element("name", "release")
                .element("criteriaText", "tests.failed = 0\n\n  coverage.line >= 80%\n")
                .element("policy", "")
                .element("sharedPolicy", "org")
                .element("onFail", "unstable")
                .element("onInconclusive", "note")
                .element("shadow", true)
                .element("recorded", false);

        assertThat(generated(jenkins, form).strip())
                .isEqualTo("qualityGate criteria: ['tests.failed = 0', 'coverage.line >= 80%'], name: 'release',"
                        + " onFail: 'unstable', onInconclusive: 'note', recorded: false, shadow: true,"
                        + " sharedPolicy: 'org'");
    }

    @Test
    void givenAFormLeftAsItIs_whenSubmitted_thenTheSnippetIsShort(JenkinsRule jenkins) throws Exception {
        JSONObject form = new JSONObject()
                .element("name", "build")
                .element("criteriaText", "")
                .element("policy", "")
                .element("sharedPolicy", "")
                .element("onFail", "")
                .element("onInconclusive", "")
                .element("shadow", false)
                .element("recorded", true);

        assertThat(generated(jenkins, form).strip()).isEqualTo("qualityGate 'build'");
    }

    @Test
    void givenWrongValues_whenTyped_thenTheFormSaysWhatWouldBeRight(JenkinsRule jenkins) {
        QualityGateStep.DescriptorImpl form = jenkins.jenkins.getDescriptorByType(QualityGateStep.DescriptorImpl.class);

        assertThat(form.doCheckName(null, "build").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckName(null, "My Gate").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(form.doCheckCriteriaText(null, "tests.failed = 0\n\ncoverage.line >= 80%").kind)
                .isEqualTo(FormValidation.Kind.OK);
        FormValidation wrong = form.doCheckCriteriaText(null, "tests.faild = 0");
        assertThat(wrong.kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(wrong.getMessage()).contains("did you mean");
        assertThatThrownBy(() -> new QualityGateStep("build").setOnFail("ignore"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("onFail is one of block, unstable, note and revert, was 'ignore'");
        assertThatThrownBy(() -> new QualityGateStep(" ")).hasMessageContaining("needs a name");
    }
}
