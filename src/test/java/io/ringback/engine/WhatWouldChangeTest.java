package io.ringback.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ringback.cases.DeployPreview;
import io.ringback.cases.DeployPreview.Change;
import io.ringback.cases.DeployPreview.ElementChange;
import io.ringback.cases.DeployPreview.FileChange;
import io.ringback.cases.DeployPreview.Move;
import io.ringback.cases.Diagrams.InForce;
import io.ringback.directory.Address;
import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences;
import io.ringback.directory.QuietHours;
import io.ringback.engine.trial.TableWithRow;
import io.ringback.failedcall.Cause;
import io.ringback.failedcall.FailedCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** What an administrator sees before deploying: what would have become of real cases. */
class WhatWouldChangeTest extends ProcessTestBase {

    @Autowired
    private ApplicationContext application;

    @TempDir
    private Path folder;

    private NodeWithFiles node;

    @BeforeEach
    void copyOfTheDiagrams() throws IOException {
        NodeWithFiles.copyShippedFiles(folder);
        node = NodeWithFiles.of(application, folder);
    }

    private void casesOfThree() {
        callFails(Cause.BUSY);
        callAnswered();
        callFails(Cause.BUSY);
        callAnswered();
        callFails(Cause.NO_ANSWER);
    }

    @Test
    void withoutAChangeNothingWouldChange() {
        DeployPreview preview = node.diagrams().preview();

        assertThat(preview.changesAnything()).isFalse();
        assertThat(preview.files()).hasSize(13).allMatch(file -> file.change() == Change.UNCHANGED);
    }

    @Test
    void withoutCasesNothingIsSaidOfAny() throws IOException {
        node.change("waiting-times.dmn", "<text>\"P2D\"</text>", "<text>\"P4D\"</text>");

        DeployPreview preview = node.diagrams().preview();

        assertThat(preview.earlier().count()).isZero();
        assertThat(preview.earlier().sentences()).isEmpty();
        assertThat(preview.changesAnything()).isTrue();
    }

    @Test
    void whatIsNewChangedRefusedOrAsItWasIsSaid() throws IOException {
        node.change("waiting-times.dmn", "<text>\"P2D\"</text>", "<text>\"P4D\"</text>");
        node.change("consent-policy.dmn", "<text>\"ASK\"</text>", "<text>\"Ask\"</text>");
        Files.writeString(
                folder.resolve("own.dmn"),
                Files.readString(folder.resolve("choice-of-medium.dmn"))
                        .replace("decision id=\"choice-of-medium\"", "decision id=\"own\""));
        List<InForce> before = node.diagrams().inForce();

        DeployPreview preview = node.diagrams().preview();

        assertThat(preview.files())
                .extracting(FileChange::file, FileChange::change)
                .contains(
                        tuple("waiting-times.dmn", Change.CHANGED),
                        tuple("consent-policy.dmn", Change.REFUSED),
                        tuple("own.dmn", Change.NEW),
                        tuple("unreachable-callee.bpmn", Change.UNCHANGED));
        assertThat(preview.refused()).isNotEmpty();
        assertThat(preview.warned())
                .anySatisfy(warning -> assertThat(warning.problem()).contains("No diagram asks"));
        assertThat(preview.earlier().notTried()).singleElement().asString().startsWith("own is a table of your own");
        assertThat(node.diagrams().inForce()).as("looking changes nothing").isEqualTo(before);
    }

    @Test
    void earlierCasesAreDecidedOnceMore() throws IOException {
        casesOfThree();
        node.change("consent-policy.dmn", "<text>\"REJECTED\"</text>", "<text>\"BUSY\"</text>");

        DeployPreview preview = node.diagrams().preview();

        assertThat(preview.earlier().count()).isEqualTo(3);
        assertThat(preview.earlier().sentences())
                .contains("2 fewer callers are asked", "2 more cases in which nobody is written to")
                .contains("2 fewer e-mails to ask callers", "2 fewer e-mails to notify callees");
        assertThat(preview.earlier().moves())
                .contains(new Move("consent-policy", "may the callee be notified?", "ASK", "NOT_ALLOWED", 2));
    }

    @Test
    void waitsAreComparedForTheMediumThatWouldBeChosen() throws IOException {
        casesOfThree();
        node.change("waiting-times.dmn", "<text>\"P2D\"</text>", "<text>\"P4D\"</text>");

        assertThat(node.diagrams().preview().earlier().sentences())
                .containsExactly("3 callees have longer to react: P2D → P4D");
    }

    @Test
    void theClockIsThatOfWhenTheCaseOpenedAndTheWishesAreThoseOfToday() throws Exception {
        camel.getRouteController().startRoute("sms");
        anna = person("Anna", "tel:+46701740605", "mailto:anna@example.test", Preferences.UNSET);
        directory.save(new Person(
                bob.id(),
                "Bob",
                bob.language(),
                bob.timeZone(),
                bob.preferences(),
                List.of(
                        bob.devices().get(0),
                        new Device(
                                UUID.randomUUID(),
                                Medium.SMS,
                                bob.devices().get(0).address(),
                                "SMS"),
                        bob.devices().get(1))));
        UUID night = callFails(Cause.NO_ANSWER);
        callAnswered();
        UUID day = callFails(Cause.NO_ANSWER);
        openedAt(night, "2026-01-15T02:00:00Z");
        openedAt(day, "2026-01-15T12:00:00Z");
        preferring(
                bob,
                new Preferences(
                        false,
                        false,
                        false,
                        Preferences.ReturnCallsTo.FIRST_PHONE,
                        Optional.of(QuietHours.parse("22:00-07:00"))));
        node.change("choice-of-medium.dmn", "<text>true</text>", "<text>false</text>");

        assertThat(node.diagrams().preview().earlier().sentences())
                .contains("1 fewer e-mail to notify callees at night", "1 more text message to notify callees at night")
                .contains("1 more e-mail to notify callees", "1 fewer text message to notify callees");
    }

    private void nobodyIsNotifiedIf(String fact, String cell) throws IOException {
        Path table = folder.resolve("consent-policy.dmn");
        Files.writeString(
                table,
                TableWithRow.of(
                        Files.readString(Path.of("bpmn/consent-policy.dmn")),
                        Map.of(fact, cell),
                        Map.of("consent", "\"NOT_ALLOWED\"", "reason", "\"tried\"")));
    }

    @Test
    void whatTablesAskAboutPeopleIsAskedOfEarlierCasesAsItWasThen() throws IOException {
        UUID sunday = callFails(Cause.NO_ANSWER);
        callAnswered();
        UUID monday = callFails(Cause.NO_ANSWER);
        openedAt(sunday, "2026-01-11T12:00:00Z");
        openedAt(monday, "2026-01-12T12:00:00Z");
        jdbc.sql("update failed_call_case set ended_at = '2026-01-12T13:00:00Z' where id = ?")
                .param(sunday)
                .update();
        Map<String, String> eachInOneCase = Map.of(
                "calleeWeekday", "\"SUNDAY\"",
                "calleeOpenCases", ">= 1",
                "callerOpenCases", "0");
        for (Map.Entry<String, String> asked : eachInOneCase.entrySet()) {
            nobodyIsNotifiedIf(asked.getKey(), asked.getValue());

            assertThat(node.diagrams().preview().earlier().notTried()).isEmpty();
            assertThat(node.diagrams().preview().earlier().sentences())
                    .as(asked.getKey())
                    .contains("1 more case in which nobody is written to");
        }
        nobodyIsNotifiedIf("callerInContacts", "false");
        assertThat(node.diagrams().preview().earlier().sentences())
                .contains("2 more cases in which nobody is written to");
        nobodyIsNotifiedIf("calleeNoticesToday", ">= 1");
        assertThat(node.diagrams().preview().earlier().notTried()).isEmpty();
        assertThat(node.diagrams().preview().earlier().sentences()).isEmpty();
    }

    private void openedAt(UUID caseId, String time) {
        jdbc.sql("update failed_call_case set opened_at = ?::timestamptz where id = ?")
                .params(time, caseId)
                .update();
    }

    @Test
    void aTableThatLooksAtWhatIsNotKnownOfEarlierCasesIsNotAskedAboutThem() throws IOException {
        casesOfThree();
        node.change("consent-policy.dmn", ">callerNever<", ">callerNeverAtWork<");
        node.change("waiting-times.dmn", "<text>\"P2D\"</text>", "<text>\"P4D\"</text>");

        DeployPreview preview = node.diagrams().preview();

        assertThat(preview.files())
                .as("there is no such fact, so it is refused")
                .contains(new FileChange(
                        "consent-policy.dmn", Change.REFUSED, Optional.of(node.versionOf("consent-policy.dmn"))));
        assertThat(preview.earlier().sentences()).containsExactly("3 callees have longer to react: P2D → P4D");
    }

    @Test
    void whatIsDrawnOtherwiseIsSaidWithHowManyCasesCameThere() throws IOException {
        casesOfThree();
        node.change("unreachable-callee.bpmn", "name=\"Ask the caller\"", "name=\"Ask whoever called\"");

        assertThat(node.diagrams().preview().elements())
                .containsExactly(new ElementChange(
                        "unreachable-callee.bpmn", Change.CHANGED, "AskCaller", "Ask whoever called", Optional.of(3)));
    }

    @Test
    void aCallerWhomWeDoNotKnowIsACaseLikeAnother() throws IOException {
        calls.failed(new FailedCall(
                UUID.randomUUID().toString(),
                new Address("tel:+46709999999"),
                address(bob),
                Medium.VOICE,
                Cause.NO_ANSWER,
                Instant.now(),
                "test"));
        node.change("waiting-times.dmn", "<text>\"P2D\"</text>", "<text>\"P4D\"</text>");

        DeployPreview preview = node.diagrams().preview();

        assertThat(preview.earlier().count()).isEqualTo(1);
        assertThat(preview.earlier().sentences()).isEmpty();
    }
}
