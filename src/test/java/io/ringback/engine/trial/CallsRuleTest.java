package io.ringback.engine.trial;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever may draw a diagram may not run programs on the server. */
class CallsRuleTest {

    private static FileFindings found(String xml) {
        FileFindings findings = new FileFindings("own.bpmn");
        CallsRule.check(xml, findings);
        CallsRule.checkLanguages(xml, findings);
        return findings;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<c id=\"a\">${''.getClass().forName('java.lang.Runtime')}</c>",
                "<c id=\"a\">#{''.getClass()}</c>",
                "<c id=\"a\" x=\"${&quot;&quot;.getClass()}\"/>",
                "<c id=\"a\">${''.getClass ()}</c>",
                "<c id=\"a\">${''.getClass&#13;()}</c>",
                "<c id=\"a\">${''['getClass']()}</c>",
                "<c id=\"a\">${x == '}' and ''.getClass() == y}</c>",
                "<c id=\"a\">${x == '\\'' and ''.getClass() == y}</c>",
                "<c id=\"a\">before ${x} and ${execution.getVariable('x').getClass()}</c>",
                "<c id=\"a\">${execution.processEngineServices.repositoryService.createDeployment()}</c>",
                "<c id=\"a\">${anyBean.close()}</c>",
                "<c id=\"a\">${(x).close()}</c>",
                "<c id=\"a\">${decisionResult.getSingleResult().getClass()}</c>",
                "<inputExpression id=\"a\" expressionLanguage=\"juel\"><text>x</text></inputExpression>",
                "<inputEntry id=\"a\" expressionLanguage=\"javascript\"><text>x</text></inputEntry>"
            })
    void whatCallsAnythingIsRefusedWithItsElement(String xml) {
        assertThat(found(xml).refusals()).isNotEmpty().allSatisfy(refusal -> assertThat(refusal.element())
                .isEqualTo("a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<c>${consent == 'ASK' or consent == 'NOT_NEEDED'}</c>",
                "<c>${not (a and (b or empty (c)))}</c>",
                "<c>${execution.getVariable('wait')}</c>",
                "<c>${decisionResult.getSingleResult().getEntry('consent')}</c>",
                "<c>${name == 'Anna (at home)'}</c>",
                "<c x=\"${askCaller}\"/>",
                "<documentation>Costs $(5) and calls nobody()</documentation>",
                "<c expressionLanguage=\"https://www.omg.org/spec/DMN/20191111/FEEL/\"/>"
            })
    void whatComparesAndNamesIsNot(String xml) {
        assertThat(found(xml).refusals()).isEmpty();
    }
}
