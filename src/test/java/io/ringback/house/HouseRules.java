package io.ringback.house;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameStartingWith;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.core.domain.properties.HasParameterTypes.Predicates.rawParameterTypes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The rules of docs/architecture.md, each by the prefix of a wing: a package that appears tomorrow is held by them, and nobody has
 * to name it here. What is in no wing is the spine.
 */
final class HouseRules {

    private static final String HOUSE = "io.ringback..";
    private static final String MEDIA = "io.ringback.media..";
    private static final String TELEPHONY = "io.ringback.telephony..";
    private static final String PROTOCOL = "io.ringback.protocol..";
    private static final String WEB = "io.ringback.web..";
    private static final String ENGINE = "io.ringback.engine..";
    private static final String EMBEDDED = "io.ringback.embedded..";
    /** Where the application is started: it knows everybody. */
    private static final String ROOF = "io.ringback";

    private HouseRules() {}

    // 1. An arrow goes down the spine, or from a wing to the spine; never back.

    @ArchTest
    static final ArchRule roomsFormNoCircle = slices().assignedFrom(new Rooms())
            .should()
            .beFreeOfCycles()
            .because("an arrow goes down the spine, or from a wing to the spine; never back");

    @ArchTest
    static final ArchRule csvIsOnlyRead = noClasses()
            .that()
            .resideInAPackage(HOUSE)
            .and()
            .haveNameNotMatching("io\\.ringback\\.(web\\.api\\.PeopleFile|engine\\.trial\\.TestSheet)(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml.jackson.dataformat.csv..")
            .because(
                    "a spreadsheet takes a cell that begins with =, +, - or @ for a formula: whoever needs an export in CSV"
                            + " writes such cells with a ' before them, and tests it");

    @ArchTest
    static final ArchRule theSpineKnowsNoWing = noClasses()
            .that()
            .resideInAPackage(HOUSE)
            .and()
            .resideOutsideOfPackages(ROOF, MEDIA, TELEPHONY, PROTOCOL, WEB, ENGINE, EMBEDDED)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(MEDIA, TELEPHONY, PROTOCOL, WEB, ENGINE, EMBEDDED)
            .because("what the spine needs of a wing is an interface that the spine declares");

    @ArchTest
    static final ArchRule nobodyKnowsTheEngineOrWhatIsEmbedded = noClasses()
            .that()
            .resideInAPackage(HOUSE)
            .and()
            .resideOutsideOfPackages(ROOF, ENGINE, EMBEDDED)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ENGINE, EMBEDDED)
            .because("they implement what others declare");

    @ArchTest
    static final ArchRule mediaUseTelephonyAndProtocols = noClasses()
            .that()
            .resideInAPackage(MEDIA)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(WEB);

    @ArchTest
    static final ArchRule noMediumKnowsAnother =
            slices().matching("io.ringback.media.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule telephonyUsesProtocols = noClasses()
            .that()
            .resideInAPackage(TELEPHONY)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(MEDIA, WEB);

    @ArchTest
    static final ArchRule theWebUsesNoOtherWing = noClasses()
            .that()
            .resideInAPackage(WEB)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(MEDIA, TELEPHONY, PROTOCOL);

    @ArchTest
    static final ArchRule theEngineUsesNoMediumAndNoTelephone = noClasses()
            .that()
            .resideInAPackage(ENGINE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(MEDIA, TELEPHONY, PROTOCOL, EMBEDDED)
            .because("engine and embedded implement what the spine and the web declare");

    // 2. The protocols know nothing of Ringback.

    @ArchTest
    static final ArchRule protocolsCouldBePublished = noClasses()
            .that()
            .resideInAPackage(PROTOCOL)
            .should()
            .dependOnClassesThat(resideInAPackage(HOUSE).and(resideOutsideOfPackages(PROTOCOL)))
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("org.springframework..");

    // 3. One door each.

    @ArchTest
    static final ArchRule theEngineStaysBehindOneDoor = noClasses()
            .that()
            .resideOutsideOfPackage(ENGINE)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.camunda..");

    @ArchTest
    static final ArchRule theEnginesInsidesAreNotUsed = noClasses()
            .that()
            // docs/decisions/0006-plain-cells.md, 0016-one-case.md, 0017-try-before-accepting.md and
            // 0022-one-clock-and-what-had-left.md; and who is logged in to Cockpit only its own
            // classes say, and how passwords are hashed only they ask
            .haveNameNotMatching(
                    "io.ringback.engine.(PlainCells|CellsAskedOnce|UnwrittenObjects|SeveralRows|FactsOnDemand|TokenListeners|FewerQuestions|EngineHistory|VersionsInForce|MessagesTakenAtOnce|OwnSessions|IncidentsOfFailedJobs|WaitingInstance|InstanceMessages|JobsInHand|JobDefinitionsInForce|EngineKeys|SearchesWithoutExpressions|EngineClock|CockpitLogins|PasswordPlugin|SlowHash|trial.EngineLanguage|trial.TableReader|VariablesTogether|VariablesApart|EntitiesInHand|OneRowOfVariables).*")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.camunda..impl..");

    /** Apart from what concerns one node alone, such as how old a challenge of its user agent is. */
    @ArchTest
    static final ArchRule theTimeIsThatOfTheInjectedClock = noClasses()
            .that()
            .resideOutsideOfPackages(EMBEDDED)
            .and()
            .haveNameNotMatching("io.ringback.(agenda.DatabaseClock|protocol.sip.JainUserAgent"
                    + "|telephony.announcement.AnnouncementServerAlone).*")
            .should()
            .callMethodWhere(target(name("now").or(nameStartingWith("system")).or(nameStartingWith("tick")))
                    .and(target(owner(resideInAPackage("java.time.."))))
                    .and(target(rawParameterTypes(new Class<?>[0])).or(target(rawParameterTypes(ZoneId.class)))))
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callConstructor(Date.class)
            .because(
                    "nodes compare times, and their machines' clocks are apart (docs/decisions/0022-one-clock-and-what-had-left.md)");

    /** Apart from the class that tells the engine's own reader of tables which schemas are in hand. */
    @ArchTest
    static final ArchRule oneReaderOfXml = noClasses()
            .that()
            .resideOutsideOfPackage("io.ringback.protocol.xml..")
            .and()
            .doNotHaveFullyQualifiedName("io.ringback.engine.trial.TableReader")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javax.xml..", "org.xml.sax..", "org.w3c.dom..");

    @ArchTest
    static final ArchRule jainSipIsMetInOnePackage = noClasses()
            .that()
            .resideOutsideOfPackage("io.ringback.protocol.sip..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javax.sip..", "gov.nist..");

    @ArchTest
    static final ArchRule onlyTheFrontsKnowTheWeb = noClasses()
            .that()
            .resideOutsideOfPackages(WEB, EMBEDDED)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework.web..",
                    "org.springframework.http..",
                    "org.springframework.security.[access|authentication|authorization|config|core|oauth2|web]..",
                    "jakarta.servlet..");

    @ArchTest
    static final ArchRule camelIsMetAtTheWayOutAndTheWayIn = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.ringback.delivery..", "io.ringback.arrival..", MEDIA, TELEPHONY, "io.ringback.protocol.sip..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.camel..");

    @ArchTest
    static final ArchRule theAnnouncementServerCouldRunAlone = noClasses()
            .that()
            .resideInAPackage("io.ringback.telephony.announcement..")
            .should()
            .dependOnClassesThat(resideInAPackage(HOUSE)
                    .and(resideOutsideOfPackages("io.ringback.telephony.announcement..", PROTOCOL)));

    // 5. A class has one name in the house.

    @ArchTest
    static final ArchRule aClassHasOneName = classes()
            .that()
            .areTopLevelClasses()
            .and()
            .doNotHaveSimpleName("package-info")
            .should(haveANameOfTheirOwn());

    // Names and habits.

    @ArchTest
    static final ArchRule namesSayWhatAThingIs =
            classes().should().haveNameNotMatching(".*(Util|Utils|Helper|Manager|Impl)");

    @ArchTest
    static final ArchRule dependenciesComeThroughConstructors = NO_CLASSES_SHOULD_USE_FIELD_INJECTION;

    @ArchTest
    static final ArchRule noConnectionIsLeftOpen = noClasses()
            .should()
            .callMethod(JdbcClient.MappedQuerySpec.class, "stream")
            .because("outside of a transaction it keeps its connection until it is closed: list() gives it back");

    @ArchTest
    static final ArchRule oneWayToLog = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

    /** Each package is a room, at whatever depth; the roof is none. */
    static final class Rooms implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
            String name = javaClass.getPackageName();
            return name.startsWith(ROOF + ".") ? SliceIdentifier.of(name) : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "rooms of the house";
        }
    }

    private static ArchCondition<JavaClass> haveANameOfTheirOwn() {
        return new ArchCondition<>("have a simple name that no other class of the house has") {
            private Map<String, List<String>> bearers;

            @Override
            public void init(Collection<JavaClass> all) {
                bearers = all.stream()
                        .collect(Collectors.groupingBy(
                                JavaClass::getSimpleName, Collectors.mapping(JavaClass::getName, Collectors.toList())));
            }

            @Override
            public void check(JavaClass javaClass, ConditionEvents events) {
                List<String> bearing = bearers.get(javaClass.getSimpleName());
                if (bearing.size() > 1) {
                    events.add(SimpleConditionEvent.violated(javaClass, "One name, several classes: " + bearing));
                }
            }
        };
    }
}
