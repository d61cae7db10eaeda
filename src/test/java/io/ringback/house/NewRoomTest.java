package io.ringback.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.ringback.BesideOthers;
import io.ringback.RingbackApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A package that is built today, and that no rule names, is held by the rules at once. */
@BesideOthers
class NewRoomTest {

    private static final Path HOUSE = classesOf(RingbackApplication.class);
    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();
    /** It has looked into each jar once. */
    private static final StandardJavaFileManager FILES = COMPILER.getStandardFileManager(null, null, null);

    /** All that is there today hides in its package. */
    private static final String NEW_IN_THE_ENGINE = "io.ringback.engine.NewStep";

    @TempDir
    Path folder;

    static Stream<Arguments> whatIsForbidden() {
        return Stream.of(
                forbidden(
                        "a new medium may not know another",
                        "media.pigeon",
                        "io.ringback.media.mail.ReceivedMail",
                        HouseRules.noMediumKnowsAnother),
                forbidden(
                        "a new medium may not know the web",
                        "media.pigeon",
                        "io.ringback.web.pages.HomeSection",
                        HouseRules.mediaUseTelephonyAndProtocols),
                forbidden(
                        "a new part of telephony may not know a medium",
                        "telephony.fax",
                        "io.ringback.media.mail.ReceivedMail",
                        HouseRules.telephonyUsesProtocols),
                forbidden(
                        "a new part of the web may not know telephony",
                        "web.playground",
                        "io.ringback.telephony.callcontrol.Dialogues",
                        HouseRules.theWebUsesNoOtherWing),
                forbidden(
                        "a new vertebra may not know a wing",
                        "policies",
                        "io.ringback.media.mail.ReceivedMail",
                        HouseRules.theSpineKnowsNoWing),
                forbidden(
                        "a new vertebra may not know the engine",
                        "policies",
                        NEW_IN_THE_ENGINE,
                        HouseRules.theSpineKnowsNoWing),
                forbidden(
                        "a new wing's room may not know the engine",
                        "web.bench",
                        NEW_IN_THE_ENGINE,
                        HouseRules.nobodyKnowsTheEngineOrWhatIsEmbedded),
                forbidden(
                        "a new protocol may not know Ringback",
                        "protocol.fax",
                        "io.ringback.directory.Address",
                        HouseRules.protocolsCouldBePublished),
                forbidden(
                        "a new protocol may not know Spring",
                        "protocol.fax",
                        "org.springframework.stereotype.Component",
                        HouseRules.protocolsCouldBePublished),
                forbidden(
                        "a new room may not open a second door to the engine",
                        "web.bench",
                        "org.camunda.bpm.engine.RuntimeService",
                        HouseRules.theEngineStaysBehindOneDoor),
                forbidden(
                        "a new room may not read XML itself",
                        "media.pigeon",
                        "javax.xml.parsers.DocumentBuilder",
                        HouseRules.oneReaderOfXml),
                forbidden(
                        "a new room may not speak JAIN-SIP itself",
                        "telephony.fax",
                        "javax.sip.SipStack",
                        HouseRules.jainSipIsMetInOnePackage),
                forbidden(
                        "a new vertebra may not know HTTP",
                        "policies",
                        "jakarta.servlet.http.HttpServletRequest",
                        HouseRules.onlyTheFrontsKnowTheWeb),
                forbidden(
                        "a new vertebra may not know Camel",
                        "policies",
                        "org.apache.camel.CamelContext",
                        HouseRules.camelIsMetAtTheWayOutAndTheWayIn));
    }

    private static Arguments forbidden(String what, String room, String used, ArchRule rule) {
        return Arguments.of(what, room, used, rule);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("whatIsForbidden")
    void isHeldByTheRules(String what, String room, String used, ArchRule rule) {
        String newcomer = "io.ringback." + room + ".Newcomer";
        build(Map.of(newcomer, used, NEW_IN_THE_ENGINE, "java.util.List"));

        assertThat(rule.evaluate(imported(folder)).getFailureReport().getDetails())
                .as(what)
                .isNotEmpty()
                .allMatch(detail -> detail.contains("Newcomer"));
    }

    @Test
    void mayNotRunBackUpTheSpine() {
        JavaClasses house = houseWith(Map.of(
                "io.ringback.policies.Newcomer", "io.ringback.conversation.Conversation",
                "io.ringback.inbox.Newcomer2", "io.ringback.policies.Newcomer"));

        assertThat(HouseRules.roomsFormNoCircle.evaluate(house).hasViolation()).isTrue();
    }

    @Test
    void mayNotTakeANameThatIsTaken() {
        JavaClasses house = houseWith(Map.of("io.ringback.media.pigeon.Address", "java.util.List"));

        assertThat(HouseRules.aClassHasOneName
                        .evaluate(house)
                        .getFailureReport()
                        .getDetails())
                .anyMatch(detail -> detail.contains("io.ringback.media.pigeon.Address")
                        && detail.contains("io.ringback.directory.Address"));
    }

    @Test
    void mayUseWhatIsBelowIt() {
        JavaClasses house = houseWith(Map.of(
                "io.ringback.media.pigeon.Newcomer", "io.ringback.telephony.callcontrol.Dialogues",
                "io.ringback.media.pigeon.Newcomer2", "io.ringback.protocol.sip.SipRequest",
                "io.ringback.web.playground.Newcomer3", "io.ringback.conversation.Conversation",
                "io.ringback.policies.Newcomer4", "io.ringback.directory.Address"));

        assertAll(Stream.of(
                        HouseRules.roomsFormNoCircle,
                        HouseRules.theSpineKnowsNoWing,
                        HouseRules.mediaUseTelephonyAndProtocols,
                        HouseRules.noMediumKnowsAnother,
                        HouseRules.theWebUsesNoOtherWing)
                .map(rule ->
                        () -> assertThat(rule.evaluate(house).hasViolation()).isFalse()));
    }

    /** The house, and besides classes that each have a field of another class. */
    private JavaClasses houseWith(Map<String, String> fieldOf) {
        build(fieldOf);
        return imported(HOUSE, folder);
    }

    private static JavaClasses imported(Path... folders) {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPaths(folders);
    }

    private void build(Map<String, String> fieldOf) {
        List<Path> sources = fieldOf.entrySet().stream()
                .map(newcomer -> write(newcomer.getKey(), newcomer.getValue()))
                .toList();
        List<String> options =
                List.of("-proc:none", "-cp", System.getProperty("java.class.path"), "-d", folder.toString());
        assertThat(COMPILER.getTask(null, FILES, null, options, null, FILES.getJavaFileObjectsFromPaths(sources))
                        .call())
                .isTrue();
    }

    private Path write(String name, String used) {
        int dot = name.lastIndexOf('.');
        Path file = folder.resolve(name.substring(dot + 1) + ".java");
        String source = "package %s; public class %s { private %s used; }"
                .formatted(name.substring(0, dot), name.substring(dot + 1), used);
        try {
            return Files.writeString(file, source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path classesOf(Class<?> one) {
        try {
            return Path.of(
                    one.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
