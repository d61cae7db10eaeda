package io.ringback;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The layout of docs/architecture.md, held. */
@AnalyzeClasses(packages = "io.ringback", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule theEngineStaysBehindOneDoor = noClasses()
            .that()
            .resideOutsideOfPackage("io.ringback.engine..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.camunda..");

    @ArchTest
    static final ArchRule theEnginesInsidesAreNotUsed = noClasses()
            .that()
            // docs/decisions/0006-plain-cells.md
            .haveNameNotMatching("io.ringback.engine.PlainCells.*")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.camunda..impl..");

    @ArchTest
    static final ArchRule packagesDoNotDependOnEachOtherInCircles =
            slices().matching("io.ringback.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheFrontsKnowTheWeb = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.ringback.directory..",
                    "io.ringback.failedcall..",
                    "io.ringback.reach..",
                    "io.ringback.session..",
                    "io.ringback.cases..",
                    "io.ringback.inbox..",
                    "io.ringback.delivery..",
                    "io.ringback.conversation..",
                    "io.ringback.media.mail..",
                    "io.ringback.media.mms..",
                    "io.ringback.engine..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework.web..",
                    "org.springframework.http..",
                    "org.springframework.security..",
                    "jakarta.servlet..");

    @ArchTest
    static final ArchRule camelIsMetAtTheWayOutAndTheWayIn = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.ringback.delivery..",
                    "io.ringback.arrival..",
                    "io.ringback.protocol.sip..",
                    "io.ringback.media.smpp..",
                    "io.ringback.telephony.speech..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.camel..");

    @ArchTest
    static final ArchRule theSipComponentCouldBePublishedOnItsOwn = noClasses()
            .that()
            .resideInAPackage("io.ringback.protocol.sip..")
            .should()
            .dependOnClassesThat(
                    resideInAPackage("io.ringback..").and(resideOutsideOfPackage("io.ringback.protocol.sip..")))
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("org.springframework..");

    @ArchTest
    static final ArchRule jainSipIsMetInOnePackage = noClasses()
            .that()
            .resideOutsideOfPackage("io.ringback.protocol.sip..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javax.sip..", "gov.nist..");

    @ArchTest
    static final ArchRule theDomainDoesNotKnowItsFronts = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.ringback.directory..",
                    "io.ringback.failedcall..",
                    "io.ringback.reach..",
                    "io.ringback.session..",
                    "io.ringback.cases..",
                    "io.ringback.inbox..",
                    "io.ringback.delivery..",
                    "io.ringback.conversation..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.ringback.web.api..",
                    "io.ringback.web.pages..",
                    "io.ringback.media.mail..",
                    "io.ringback.media.smsgateway..",
                    "io.ringback.media.mms..",
                    "io.ringback.arrival..",
                    "io.ringback.engine..",
                    "io.ringback.web.security..",
                    "io.ringback.web.operations..",
                    "io.ringback.embedded..",
                    "io.ringback.protocol.sip..",
                    "io.ringback.telephony.trunk..",
                    "io.ringback.telephony.diversion..",
                    "io.ringback.media.sipmessage..",
                    "io.ringback.media.xmpp..",
                    "io.ringback.telephony.callcontrol..",
                    "io.ringback.telephony.announcement..",
                    "io.ringback.telephony.speech..",
                    "io.ringback.media.voice..");

    @ArchTest
    static final ArchRule theAnnouncementServerCouldRunAlone = noClasses()
            .that()
            .resideInAPackage("io.ringback.telephony.announcement..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.ringback..")
                    .and(resideOutsideOfPackages(
                            "io.ringback.telephony.announcement..",
                            "io.ringback.protocol.mscml..",
                            "io.ringback.protocol.sip..")));

    @ArchTest
    static final ArchRule dependenciesComeThroughConstructors = NO_CLASSES_SHOULD_USE_FIELD_INJECTION;

    @ArchTest
    static final ArchRule oneWayToLog = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

    @ArchTest
    static final ArchRule namesSayWhatAThingIs =
            classes().should().haveNameNotMatching(".*(Util|Utils|Helper|Manager|Impl)");

    @Test
    void everyPackageSaysWhatItDoes() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("src/main/java/io/ringback"))) {
            List<Path> silent = folders.filter(Files::isDirectory)
                    .filter(folder -> Files.notExists(folder.resolve("package-info.java")))
                    .toList();
            assertThat(silent).isEmpty();
        }
    }
}
