package io.ringback.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.ringback.AtOnce;
import io.ringback.cases.Diagrams.Deploy;
import io.ringback.cases.Diagrams.DeployedFile;
import io.ringback.cases.Diagrams.Deployment;
import io.ringback.cases.Diagrams.InForce;
import io.ringback.cases.Diagrams.NotDone;
import io.ringback.cases.Diagrams.Refusal;
import io.ringback.failedcall.Cause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** What is in force is what somebody deployed, and not what the node has that starts last. */
class WhatIsInForceTest extends ProcessTestBase {

    @Autowired
    private RepositoryService repository;

    @Autowired
    private ApplicationContext application;

    @TempDir
    private Path folder;

    @TempDir
    private Path otherFolder;

    private NodeWithFiles node;
    private NodeWithFiles other;

    @BeforeEach
    void twoNodes() throws IOException {
        NodeWithFiles.copyShippedFiles(folder);
        NodeWithFiles.copyShippedFiles(otherFolder);
        node = NodeWithFiles.of(application, folder);
        other = NodeWithFiles.of(application, otherFolder);
    }

    @Test
    void theFirstStartOfAnEmptyInstallationDeployed() {
        List<Deploy> deploys = node.diagrams().deploys(100);

        Deploy first = deploys.get(deploys.size() - 1);
        assertThat(first.operator()).isEmpty();
        assertThat(first.files())
                .extracting(DeployedFile::file)
                .contains("unreachable-callee.bpmn", "waiting-times.dmn", "consent-policy.dmn");
        assertThat(first.canBeTakenBack()).isFalse();
    }

    @Test
    void anOlderNodeThatStartsLeavesInForceWhatIs() throws IOException {
        node.change("unreachable-callee.bpmn", "Ask the caller\"", "Ask whoever called\"");
        node.change("waiting-times.dmn", "\"PT4H\"", "\"PT5H\"");
        node.deploy();
        List<InForce> inForce = node.diagrams().inForce();

        other.starts();

        assertThat(node.diagrams().inForce()).isEqualTo(inForce);
        assertThat(other.diagrams().differing()).containsExactly("waiting-times.dmn", "unreachable-callee.bpmn");
        assertThat(other.diagrams().refusals()).isEmpty();
        assertThat(node.diagrams().differing()).isEmpty();
    }

    @Test
    void aNewerNodeThatStartsLeavesInForceWhatIsToo() throws IOException {
        List<InForce> inForce = node.diagrams().inForce();
        other.change("choice-of-medium.dmn", "First choice for the caller", "The first choice for the caller");
        other.change("unreachable-callee.bpmn", "${askCaller}", "${askEverybody}");

        other.starts();

        assertThat(node.diagrams().inForce()).isEqualTo(inForce);
        assertThat(other.diagrams().differing()).containsExactly("choice-of-medium.dmn");
        assertThat(other.diagrams().refusals())
                .extracting(Refusal::file, Refusal::element)
                .containsExactly(tuple("unreachable-callee.bpmn", "AskCaller"));
    }

    @Test
    void aNewerVersionOfRingbackThatCannotRunWhatIsInForceSaysSoAndStarts() throws IOException {
        String text =
                Files.readString(folder.resolve("unreachable-callee.bpmn")).replace("${askCaller}", "${goneStep}");
        new InstalledFiles(repository).add("unreachable-callee.bpmn", text.getBytes());

        NodeWithFiles newer = NodeWithFiles.of(application, folder, "9.9.9");
        newer.starts();

        assertThat(newer.diagrams().refusals()).anySatisfy(refusal -> assertThat(refusal.sentence())
                .contains("in force", "(9.9.9) cannot run it", "${goneStep}", "Deploy a file that it can run"));
        assertThat(newer.deploy().renewed()).extracting(InForce::file).containsExactly("unreachable-callee.bpmn");
        assertThat(newer.diagrams().refusals()).isEmpty();
    }

    @Test
    void whatIsInForceAndWasTriedByThisVersionIsNotTriedAgain() {
        NodeWithFiles.of(application, folder, "9.9.9").starts();
        jdbc.sql(
                        "update tried_deployment set tried_with = '9.9.9', warnings = '[{\"file\":\"waiting-times.dmn\",\"element\":\"x\","
                                + "\"problem\":\"Found when it was tried.\",\"mend\":\"\"}]'")
                .update();

        NodeWithFiles again = NodeWithFiles.of(application, folder, "9.9.9");
        again.starts();

        assertThat(again.diagrams().warnings())
                .anySatisfy(warning -> assertThat(warning.problem()).isEqualTo("Found when it was tried."));
        NodeWithFiles ofAnotherVersion = NodeWithFiles.of(application, folder, "10.0.0");
        ofAnotherVersion.starts();
        assertThat(ofAnotherVersion.diagrams().warnings())
                .noneMatch(warning -> warning.problem().startsWith("Found when"));
    }

    @Test
    void whatIsDeployedIsWhatWasShown() throws IOException {
        node.change("waiting-times.dmn", "\"PT4H\"", "\"PT5H\"");
        String shown = node.diagrams().preview().fingerprint();
        node.change("waiting-times.dmn", "\"PT5H\"", "\"PT6H\"");
        List<InForce> inForce = node.diagrams().inForce();

        assertThatThrownBy(() -> node.diagrams().deploy("ada", shown))
                .isInstanceOf(NotDone.class)
                .hasMessageContaining("not any more as it was shown");

        assertThat(node.diagrams().inForce()).isEqualTo(inForce);
        String shownAgain = node.diagrams().preview().fingerprint();
        assertThat(node.diagrams().deploy("ada", shownAgain).renewed()).hasSize(1);
    }

    @Test
    void ofTwoAdministratorsAtOnceOneDeploysAndTheOtherIsToldSo() throws Exception {
        node.change("waiting-times.dmn", "\"PT4H\"", "\"PT5H\"");
        other.change("waiting-times.dmn", "\"PT4H\"", "\"PT6H\"");
        String shown = node.diagrams().preview().fingerprint();
        String otherShown = other.diagrams().preview().fingerprint();
        int version = node.versionOf("waiting-times.dmn");

        List<String> came =
                AtOnce.all(List.of(outcome(() -> node.diagrams().deploy("ada", shown)), outcome(() -> other.diagrams()
                        .deploy("bo", otherShown))));

        assertThat(came).containsOnlyOnce("deployed").containsOnlyOnce("told");
        assertThat(node.versionOf("waiting-times.dmn")).isEqualTo(version + 1);
    }

    private static Callable<String> outcome(Callable<Deployment> deploying) {
        return () -> {
            try {
                assertThat(deploying.call().renewed()).hasSize(1);
                return "deployed";
            } catch (NotDone e) {
                return "told";
            }
        };
    }

    @Test
    void ofTwoNodesThatStartAtOnceOnAnEmptyInstallationOneDeploys() throws Exception {
        repository.createDeploymentQuery().list().forEach(one -> repository.deleteDeployment(one.getId(), true));
        jdbc.sql("delete from deploy").update();
        try {
            AtOnce.all(List.of(started(node), started(other)));
        } finally {
            // The other tests need it.
            before = new NodeWithFiles.Before(repository, jdbc);
        }

        assertThat(node.diagrams().deploys(10)).hasSize(1);
        assertThat(node.diagrams().inForce()).hasSize(13).allMatch(file -> file.version() == 1);
    }

    private static Callable<Boolean> started(NodeWithFiles one) {
        return () -> {
            one.starts();
            return true;
        };
    }

    @Test
    void onePressTakesTheLastDeployBackAndAnotherTakesThatBack() throws IOException {
        node.change("waiting-times.dmn", "\"PT4H\"", "\"PT5H\"");
        node.change("unreachable-callee.bpmn", "Ask the caller\"", "Ask whoever called\"");
        node.deploy();
        int version = node.versionOf("waiting-times.dmn");

        Deployment back = node.takeBack();

        assertThat(back.renewed())
                .extracting(InForce::file)
                .containsExactlyInAnyOrder("unreachable-callee.bpmn", "waiting-times.dmn");
        assertThat(node.versionOf("waiting-times.dmn")).isEqualTo(version + 1);
        assertThat(node.diagrams().differing()).containsExactly("waiting-times.dmn", "unreachable-callee.bpmn");
        assertThat(other.diagrams().differing())
                .as("who has the files of before")
                .isEmpty();
        Deploy last = node.diagrams().deploys(1).get(0);
        assertThat(last.operator()).contains(NodeWithFiles.OPERATOR);
        assertThat(last.takesBack()).contains(node.diagrams().deploys(2).get(1).id());
        assertThat(last.files())
                .contains(new DeployedFile("waiting-times.dmn", Optional.of(version), Optional.of(version + 1)));

        node.takeBack();

        assertThat(node.diagrams().differing()).isEmpty();
    }

    @Test
    void aFileThatWasNewStaysWhenTheDeployIsTakenBackAndTheOperatorIsTold() throws IOException {
        Files.writeString(
                folder.resolve("own.dmn"),
                Files.readString(folder.resolve("waiting-times.dmn"))
                        .replace("decision id=\"waiting-times\"", "decision id=\"own\""));
        node.change("waiting-times.dmn", "\"PT4H\"", "\"PT5H\"");
        node.deploy();

        assertThat(node.takeBack().remarks()).singleElement().asString().contains("own.dmn was new. It stays in force");
    }

    @Test
    void nothingIsTakenBackOnceSomebodyElseHasDeployed() throws IOException {
        node.change("waiting-times.dmn", "\"PT4H\"", "\"PT5H\"");
        node.deploy();
        long shown = node.diagrams().deploys(1).get(0).id();
        node.change("waiting-times.dmn", "\"PT5H\"", "\"PT6H\"");
        node.deploy();

        assertThatThrownBy(() -> node.diagrams().takeBack("ada", shown))
                .isInstanceOf(NotDone.class)
                .hasMessageContaining("Somebody has deployed since");
    }

    @Test
    void anOpenCaseFinishesOnItsDiagramAndANewOneBeginsOnTheNew() throws IOException {
        node.change("unreachable-callee.bpmn", "Ask the caller\"", "Ask whoever called\"");
        UUID old = callFails(Cause.NO_ANSWER);
        node.deploy();
        int version = node.versionOf("unreachable-callee.bpmn");
        assertThat(versionOfCase(old)).isEqualTo(version - 1);
        callAnswered();
        assertThat(outcome(old)).isEqualTo("REACHED_MEANWHILE");
        UUID fresh = callFails(Cause.NO_ANSWER);

        assertThat(versionOfCase(fresh)).isEqualTo(version);
    }

    private int versionOfCase(UUID caseId) {
        return jdbc.sql("select d.version_ from act_ru_execution i join act_re_procdef d on d.id_ = i.proc_def_id_"
                        + " where i.business_key_ = ?")
                .param(caseId.toString())
                .query(Integer.class)
                .single();
    }
}
