package io.ringback.delivery.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.BesideOthers;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.ServiceStatus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A file that cannot run is refused with its line, and the one before it goes on. */
@BesideOthers
class SpoiledRoutesTest {

    @TempDir
    private static Path folder;

    private static RoutesInPlace place;

    @BeforeAll
    static void start() throws Exception {
        place = new RoutesInPlace(folder, Map.of("mail-out.camel.yaml", RoutesInPlace.MAIL_OUT));
    }

    @AfterAll
    static void stop() {
        place.close();
    }

    /**
     * A change of the file that ran.
     *
     * @param kind what is wrong
     * @param text the file
     * @param line of the finding
     * @param problem words of it
     */
    record Spoiled(String kind, String text, int line, String problem) {
        @Override
        public String toString() {
            return kind;
        }
    }

    private static Spoiled edit(String kind, String from, String to, int line, String problem) {
        assertThat(RoutesInPlace.MAIL_OUT).contains(from);
        return new Spoiled(kind, RoutesInPlace.MAIL_OUT.replace(from, to), line, problem);
    }

    static Stream<Spoiled> spoiled() {
        return Stream.of(
                new Spoiled("not YAML", "- route: [\n", 2, "expected the node content"),
                new Spoiled("a text and no list", "Here be routes.\n", 0, "There is no route in it."),
                new Spoiled("empty", "", 0, "There is no route in it."),
                new Spoiled("only a comment", "# mail-out was here\n", 0, "There is no route in it."),
                edit("a tab in the indentation", "    id: mail-out", "\tid: mail-out", 2, "TAB"),
                edit("an unknown step", "- setHeader:", "- setHaeder:", 6, "setHaeder"),
                edit("an unknown field of a step", "name: greeting", "nmae: greeting", 7, "nmae"),
                edit("two steps in one", "- setHeader:\n", "- log: x\n          setHeader:\n", 6, "1 key"),
                edit(
                        "no steps",
                        RoutesInPlace.MAIL_OUT.substring(RoutesInPlace.MAIL_OUT.indexOf("      steps:")),
                        "",
                        1,
                        "no output"),
                edit(
                        "an unknown component",
                        "uri: bean:stamp",
                        "uri: nosuch:stamp",
                        9,
                        "There is no component \"nosuch\""),
                edit(
                        "an unknown component at the beginning",
                        "uri: direct:send-email",
                        "uri: nosuch:x",
                        4,
                        "There is no component \"nosuch\""),
                edit("an unknown option", "username: ringback", "usrname: ringback", 13, "usrname"),
                edit(
                        "an unknown option of one of Ringback's own components",
                        "uri: bean:stamp\n            parameters:\n              method: mark",
                        "uri: sip:ringback\n            parameters:\n              mehtod: MESSAGE",
                        9,
                        "does not know the option mehtod"),
                edit(
                        "an option that is no number",
                        "username: ringback",
                        "connectionTimeout: soon",
                        13,
                        "connectionTimeout"),
                edit(
                        "a missing setting in a URI",
                        "{{test.smtp.port}}",
                        "{{test.smtp.prot}}",
                        14,
                        "The setting test.smtp.prot is missing."),
                edit(
                        "a missing setting in a step",
                        "${header.messageId}",
                        "\"{{test.greeting}}\"",
                        8,
                        "The setting test.greeting is missing."),
                edit("an unknown bean", "uri: bean:stamp", "uri: bean:stmap", 9, "There is no bean \"stmap\""),
                edit("an unknown method", "method: mark", "method: mrak", 9, "has no method \"mrak\""),
                edit("an expression that cannot be read", "${header.messageId}", "${header.messageId", 6, "expression"),
                edit("an unknown function in an expression", "${header.messageId}", "${haeder.messageId}", 6, "haeder"),
                edit(
                        "a condition that cannot be read",
                        "- setHeader:\n            name: greeting\n            simple: ${header.messageId}",
                        "- filter:\n            simple: \"${header.messageId} === 'x'\"\n            steps:\n              - log: x",
                        6,
                        "expression"),
                edit(
                        "a precondition that cannot be read",
                        "id: mail-out",
                        "id: mail-out\n    precondition: \"${\"",
                        1,
                        "expression"),
                edit(
                        "an endpoint that nobody provides",
                        "uri: bean:stamp\n            parameters:\n              method: mark\n",
                        "uri: direct:nobody\n",
                        9,
                        "hands messages to direct://nobody"),
                edit(
                        "the id of one of Ringback's own routes",
                        "id: mail-out",
                        "id: handed-in",
                        1,
                        "\"handed-in\" in Ringback itself"),
                edit(
                        "the endpoint of one of Ringback's own routes",
                        "uri: direct:send-email",
                        "uri: direct:handed-in",
                        1,
                        "direct://handed-in in Ringback itself"),
                new Spoiled(
                        "one id twice",
                        RoutesInPlace.MAIL_OUT + RoutesInPlace.MAIL_OUT.replace("send-email", "send-more"),
                        1,
                        "\"mail-out\" in mail-out.camel.yaml, line 18"),
                new Spoiled(
                        "a template",
                        "- routeTemplate:\n    id: t\n    from:\n      uri: direct:t\n      steps:\n        - log: x\n",
                        0,
                        "template"),
                new Spoiled(
                        "a class that is not there",
                        "- onException:\n    exception:\n      - no.such.Exception\n    steps:\n      - log: x\n"
                                + RoutesInPlace.MAIL_OUT,
                        6,
                        "There is no class no.such.Exception"));
    }

    @Test
    void routesOfRingbacksOwnComponentsAreAccepted() throws Exception {
        place.write("sip.camel.yaml", """
                - route:
                    id: sip-out
                    from:
                      uri: direct:send-sip-message
                      steps:
                        - to:
                            uri: sip:ringback
                            parameters:
                              method: MESSAGE
                """);
        assertThat(place.files.reload().changed()).containsExactly("sip.camel.yaml");
        place.delete("sip.camel.yaml");
        assertThat(place.files.reload().changed()).containsExactly("sip.camel.yaml");
    }

    @ParameterizedTest
    @MethodSource("spoiled")
    void isRefusedWithItsLineAndTheOldRouteStillWorks(Spoiled spoiled) throws Exception {
        place.write("mail-out.camel.yaml", spoiled.text());

        RouteFiles.Reload reload = place.files.reload();

        assertThat(reload.changed()).isEmpty();
        assertThat(reload.findings()).isNotEmpty().isEqualTo(place.files.findings());
        RouteFinding finding = reload.findings().get(0);
        assertThat(finding.file()).isEqualTo("mail-out.camel.yaml");
        assertThat(finding.problem()).contains(spoiled.problem()).endsWith(".");
        assertThat(finding.line()).as(finding.sentence()).isEqualTo(spoiled.line());
        assertThat(finding.mend()).endsWith(".");
        assertThat(reload.findings().toString()).doesNotContain(RoutesInPlace.PASSWORD);
        assertThat(place.files.differences())
                .containsExactly(new RouteFiles.Difference("mail-out.camel.yaml", RouteFiles.Difference.How.CHANGED));
        assertThat(place.camel.getRoutes()).hasSize(2).allMatch(route -> place.camel
                .getRouteController()
                .getRouteStatus(route.getRouteId())
                .equals(ServiceStatus.Started));
        assertThat(place.send(spoiled.kind()).getException()).isNull();
        assertThat(place.taken()).contains(spoiled.kind());
    }
}
