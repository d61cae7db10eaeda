package io.ringback.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.BesideOthers;
import io.ringback.conversation.Choice;
import io.ringback.conversation.SeenBy;
import io.ringback.directory.Medium;
import io.ringback.failedcall.CallerIdentity;
import io.ringback.failedcall.Cause;
import io.ringback.failedcall.Urgency;
import io.ringback.reach.PhoneKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnDecisionResultEntries;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.delegate.DmnDecisionTableEvaluationListener;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the decision tables in {@code bpmn/} decide, asked of the engine that runs them, which parses no cell twice. */
@BesideOthers
@ResourceLock("the processors")
class DecisionTablesTest {

    private static final List<Object> YES_NO = List.of(true, false);
    private static final List<Object> MEDIA = names(Medium.values());
    private static final List<Object> CAUSES = names(Cause.values());

    private static final Map<String, List<Object>> CONSENT_FACTS = facts(
            "callerKnown", YES_NO,
            "calleeKnown", YES_NO,
            "samePerson", YES_NO,
            "callerNever", YES_NO,
            "calleeNever", YES_NO,
            "calleeBlocksCaller", YES_NO,
            "callerAlwaysNotifies", YES_NO,
            "calleeAlwaysWantsToKnow", YES_NO,
            "cause", CAUSES);

    private static final Map<String, List<Object>> ON_THE_SPOT_FACTS = facts(
            "callerOnTheLine", YES_NO,
            "textOnly", YES_NO,
            "conference", YES_NO,
            "cause", CAUSES);

    private static final Map<String, List<Object>> MEDIUM_FACTS = facts(
            "purpose", List.of("QUESTION", "NOTIFICATION", "INFORMATION"),
            "failedMedium", MEDIA,
            // Enough of those there are: all of them would take most of a minute.
            "preferred", List.of("VOICE", "EMAIL", "SMS", "NONE"),
            "preferredWritten", List.of("EMAIL", "SMS", "NONE"),
            "quietHours", YES_NO,
            "emailLeft", YES_NO,
            "smsLeft", YES_NO,
            "mmsLeft", YES_NO,
            "instantMessageLeft", YES_NO,
            "voiceLeft", YES_NO);

    private static final Map<String, List<Object>> WAITING_FACTS = facts(
            "purpose", List.of("QUESTION", "NOTIFICATION", "CONNECTION", "INFORMATION"),
            "cause", CAUSES,
            "medium", with(MEDIA, "NONE"));

    private static final Map<String, List<Object>> CONTACT_FACTS = facts(
            "choice", List.of("CONNECT", "INFORM", "WRITE", "NOT_NOW", "BLOCK"),
            "switchAvailable", YES_NO,
            "callerHasPhone", YES_NO,
            "calleeHasPhone", YES_NO,
            "connectionAttempts", List.of(0, 1, 2, 3, 4));

    private static final Map<String, List<Object>> CAPS_FACTS = facts(
            "purpose",
                    List.of(
                            "QUESTION",
                            "NOTIFICATION",
                            "INFORMATION",
                            "CLOSING",
                            "ASK_BACK",
                            "STOPPED",
                            "STARTED",
                            "HELP"),
            "medium", List.of("EMAIL", "SMS", "MMS", "INSTANT_MESSAGE"),
            "callerIdentity", names(CallerIdentity.values()),
            "trunk", List.of("NONE", "adapter:carrier"),
            "destination", List.of("NONE", "SE", "US"));

    private static final Map<String, List<Object>> TOLD_FACTS = facts(
            "calleeWeekday",
            names(DayOfWeek.values()),
            "calleeHour",
            List.of(0, 8, 12, 17, 23),
            "calleeHoliday",
            YES_NO,
            "cause",
            CAUSES);

    private static final Map<String, List<Object>> LEG_FACTS = facts(
            "leg",
            List.of("CALLEE", "CALLER"),
            "contactMeans",
            List.of("PAGE", "REPLY", "KEY", "NONE"),
            "justNow",
            YES_NO,
            "phoneKind",
            names(PhoneKind.values()),
            "callerIdentity",
            names(CallerIdentity.values()));

    private static final Map<String, List<Object>> SIGN_FACTS =
            facts("seenBy", names(SeenBy.values()), "cause", CAUSES, "callerIdentity", names(CallerIdentity.values()));

    private static final Map<String, List<Object>> RETURNED_FACTS =
            facts("turns", List.of(0, 1, 2, 3, 10), "rolesCanSwap", YES_NO);

    private static final Map<String, List<Object>> DIALLING_FACTS =
            facts("choice", names(Choice.values()), "turns", List.of(0, 1, 2, 10), "callerCanDial", YES_NO);

    private static final Map<String, List<Object>> QUIET_FACTS = facts(
            "urgency",
            names(Urgency.values()),
            "callerIdentity",
            names(CallerIdentity.values()),
            "callerIsVip",
            YES_NO);

    private static final Map<String, Map<String, List<Object>>> FACTS = Map.ofEntries(
            Map.entry("consent-policy", CONSENT_FACTS),
            Map.entry("consent-on-the-spot", ON_THE_SPOT_FACTS),
            Map.entry("choice-of-medium", MEDIUM_FACTS),
            Map.entry("waiting-times", WAITING_FACTS),
            Map.entry("connect-or-inform", CONTACT_FACTS),
            Map.entry("message-caps", CAPS_FACTS),
            Map.entry("who-is-told", TOLD_FACTS),
            Map.entry("accepted-by-key", LEG_FACTS),
            Map.entry("when-seen", SIGN_FACTS),
            Map.entry("call-returned", RETURNED_FACTS),
            Map.entry("caller-dials", DIALLING_FACTS),
            Map.entry("quiet-hours", QUIET_FACTS));

    private static final Map<String, String> OUTPUTS = Map.of(
            "consent-policy", "consent",
            "choice-of-medium", "medium",
            "connect-or-inform", "reaction",
            "who-is-told", "told",
            "accepted-by-key", "accepted",
            "when-seen", "whenSeen",
            "call-returned", "turn",
            "caller-dials", "callerDials",
            "quiet-hours", "inQuietHours");

    private static final Map<String, Set<String>> RESULTS = Map.of(
            "consent-policy", Set.of("NOT_ALLOWED", "ASK", "NOT_NEEDED"),
            "choice-of-medium", Set.of("VOICE", "EMAIL", "SMS", "MMS", "INSTANT_MESSAGE", "NONE"),
            "connect-or-inform", Set.of("CONNECT", "INFORM", "DECLINE"),
            // As it is shipped, nobody is told in the callee's stead.
            "who-is-told", Set.of("CALLEE"),
            "accepted-by-key", Set.of("KEY", "ANSWER"),
            "when-seen", Set.of("OFFER_CALL", "TELL_CALLER", "NOTHING"),
            "call-returned", Set.of("SWAP", "INFORM"),
            "caller-dials", Set.of("RING", "INFORM"),
            // As it is shipped, nothing rings in quiet hours.
            "quiet-hours", Set.of("WAIT"));

    private static final Set<String> RULES_REACHED = new LinkedHashSet<>();
    private static final DmnEngine ENGINE = engine();

    /** What each table says to every combination of facts: asked once, for it takes seconds. */
    private static final Map<String, List<Case>> CASES = new LinkedHashMap<>();

    private record Case(Map<String, Object> facts, Map<String, Object> result) {

        Object fact(String name) {
            return facts.get(name);
        }

        Object result(String name) {
            return result.get(name);
        }
    }

    private static synchronized List<Case> cases(String table) {
        return CASES.computeIfAbsent(table, name -> {
            DmnDecision decision = table(name);
            List<Case> cases = new ArrayList<>();
            everyCombination(FACTS.get(name), facts -> cases.add(new Case(facts, decide(decision, facts))));
            return cases;
        });
    }

    private static DmnEngine engine() {
        DmnDecisionTableEvaluationListener noteRules =
                event -> event.getMatchingRules().forEach(rule -> RULES_REACHED.add(rule.getId()));
        DefaultDmnEngineConfiguration configuration = PlainCellsPlugin.tables();
        configuration.getCustomPostDecisionTableEvaluationListeners().add(noteRules);
        return configuration.buildEngine();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "consent-policy",
                "consent-on-the-spot",
                "choice-of-medium",
                "waiting-times",
                "connect-or-inform",
                "message-caps",
                "who-is-told",
                "accepted-by-key",
                "when-seen",
                "call-returned",
                "caller-dials",
                "quiet-hours"
            })
    void everyCombinationOfFactsHasOneResultAndEveryRuleIsReached(String table) {
        List<Case> cases = cases(table);

        if (RESULTS.containsKey(table)) {
            assertThat(cases).allSatisfy(each -> assertThat(RESULTS.get(table))
                    .contains((String) each.result(OUTPUTS.get(table))));
        }
        assertThat(RULES_REACHED).as("rules of " + table).containsAll(rules(table));
    }

    @Test
    void onlyACalleeWhoHasJustAskedAndIsRungOnAMobileNeedsNoKey() {
        assertThat(cases("accepted-by-key")).allSatisfy(each -> {
            boolean waits = each.fact("leg").equals("CALLEE")
                    && Set.of("PAGE", "REPLY").contains(each.fact("contactMeans"))
                    && each.fact("justNow").equals(true)
                    && each.fact("phoneKind").equals("MOBILE");
            assertThat(each.result("accepted")).isEqualTo(waits ? "ANSWER" : "KEY");
        });
    }

    @Test
    void theRolesChangeTwiceAtMostAndOnlyWhereTheyCan() {
        assertThat(cases("call-returned")).allSatisfy(each -> assertThat(each.result("turn"))
                .isEqualTo(
                        (int) each.fact("turns") < 2
                                        && each.fact("rolesCanSwap").equals(true)
                                ? "SWAP"
                                : "INFORM"));
    }

    @Test
    void onlyWhoHasSaidThatTheyCanBeReachedIsRungForTheCallerAndOnlyOnce() {
        assertThat(cases("caller-dials")).allSatisfy(each -> assertThat(each.result("callerDials"))
                .isEqualTo(
                        each.fact("choice").equals("INFORM")
                                        && (int) each.fact("turns") == 0
                                        && each.fact("callerCanDial").equals(true)
                                ? "RING"
                                : "INFORM"));
    }

    @Test
    void nobodyLearnsByAForgedNumberWhenTheCalleeCanBeReached() {
        assertThat(cases("when-seen"))
                .filteredOn(each -> each.fact("callerIdentity").equals("UNVERIFIED"))
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.result("whenSeen")).isEqualTo("NOTHING"));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # callerKnown,calleeKnown,same, callerNever,calleeNever,blocks,callerAlways,calleeAlways, cause,       consent,     reason
            false, true,  false, false, false, false, false, false, BUSY,        NOT_ALLOWED, the caller is not in the directory
            true,  false, false, false, false, false, true,  false, BUSY,        NOT_ALLOWED, the callee is not in the directory
            true,  true,  true,  false, false, false, true,  true,  BUSY,        NOT_ALLOWED, caller and callee are the same person
            true,  true,  false, false, true,  false, true,  true,  NO_ANSWER,   NOT_ALLOWED, the callee wants no notifications
            true,  true,  false, false, false, true,  true,  true,  NO_ANSWER,   NOT_ALLOWED, the callee has blocked the caller
            true,  true,  false, false, false, false, true,  false, REJECTED,    NOT_ALLOWED, the callee rejected the call
            true,  true,  false, false, false, false, false, true,  REJECTED,    NOT_NEEDED,
            true,  true,  false, true,  false, false, false, true,  BUSY,        NOT_NEEDED,
            true,  true,  false, false, false, false, true,  false, UNREACHABLE, NOT_NEEDED,
            true,  true,  false, true,  false, false, false, false, BUSY,        NOT_ALLOWED, the caller wants no questions
            true,  true,  false, false, false, false, false, false, BUSY,        ASK,
            """)
    void consentIsDecidedByWhatThePeopleHaveSettled(
            boolean callerKnown,
            boolean calleeKnown,
            boolean samePerson,
            boolean callerNever,
            boolean calleeNever,
            boolean calleeBlocksCaller,
            boolean callerAlwaysNotifies,
            boolean calleeAlwaysWantsToKnow,
            String cause,
            String consent,
            String reason) {
        Map<String, Object> result = decide(
                table("consent-policy"),
                values(
                        "callerKnown", callerKnown,
                        "calleeKnown", calleeKnown,
                        "samePerson", samePerson,
                        "callerNever", callerNever,
                        "calleeNever", calleeNever,
                        "calleeBlocksCaller", calleeBlocksCaller,
                        "callerAlwaysNotifies", callerAlwaysNotifies,
                        "calleeAlwaysWantsToKnow", calleeAlwaysWantsToKnow,
                        "cause", cause));

        assertThat(result).containsEntry("consent", consent);
        assertThat(result.get("reason")).isEqualTo(reason);
    }

    @Test
    void whoeverIsNotNotifiedIsToldWhy() {
        assertThat(cases("consent-policy")).allSatisfy(each -> {
            if ("NOT_ALLOWED".equals(each.result("consent"))) {
                assertThat((String) each.result("reason")).isNotBlank();
            } else {
                assertThat(each.result("reason")).isNull();
            }
        });
    }

    @Test
    void nobodyUnknownUnwillingOrBlockingIsEverNotified() {
        assertThat(cases("consent-policy"))
                .filteredOn(each -> each.fact("callerKnown").equals(false)
                        || each.fact("calleeKnown").equals(false)
                        || Stream.of("samePerson", "calleeNever", "calleeBlocksCaller")
                                .anyMatch(fact -> each.fact(fact).equals(true)))
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.result("consent")).isEqualTo("NOT_ALLOWED"));
    }

    @Test
    void aCallerWhoWantsNothingIsNeverAsked() {
        assertThat(cases("consent-policy"))
                .filteredOn(each -> each.fact("callerNever").equals(true))
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.result("consent")).isNotEqualTo("ASK"));
    }

    @Test
    void onlyWhoIsOnTheLineAndListensIsAskedOnTheSpot() {
        assertThat(cases("consent-on-the-spot")).allSatisfy(each -> assertThat(each.result("onTheSpot"))
                .isEqualTo(each.fact("callerOnTheLine").equals(true)
                        && each.fact("textOnly").equals(false)));
    }

    @Test
    void silenceOnTheSpotIsNeverAYes() {
        assertThat(cases("consent-on-the-spot"))
                .allSatisfy(each -> assertThat(each.result("silence")).isIn("NO", "IN_WRITING"));
    }

    /** Which devices are left for voice then is not for the table to say: see DevicesLeft. */
    @Test
    void aNotificationUsesTheMediumThatFailedOnlyOnAnotherTelephoneAndWhenNothingElseIsLeft() {
        assertThat(cases("choice-of-medium"))
                .filteredOn(each -> each.fact("purpose").equals("NOTIFICATION")
                        && each.result("medium").equals(each.fact("failedMedium")))
                .isNotEmpty()
                .allSatisfy(each -> {
                    assertThat(each.result("medium")).isEqualTo("VOICE");
                    assertThat(each.facts()).containsEntry("voiceLeft", true).containsEntry("preferredWritten", "NONE");
                    assertThat(List.of("emailLeft", "smsLeft", "mmsLeft", "instantMessageLeft"))
                            .allSatisfy(left -> assertThat(each.fact(left)).isEqualTo(false));
                });
    }

    @Test
    void aCallerIsCalledOnlyWhenNothingElseIsLeft() {
        assertThat(cases("choice-of-medium"))
                .filteredOn(each -> !each.fact("purpose").equals("NOTIFICATION")
                        && each.result("medium").equals("VOICE"))
                .isNotEmpty()
                .allSatisfy(each -> assertThat(List.of("emailLeft", "smsLeft", "mmsLeft", "instantMessageLeft"))
                        .allSatisfy(left -> assertThat(each.fact(left)).isEqualTo(false)));
    }

    @Test
    void onlyAMediumThatIsLeftIsChosenAndNoneOnlyIfNoneIsLeft() {
        Map<Object, String> left = Map.of(
                "EMAIL", "emailLeft",
                "SMS", "smsLeft",
                "MMS", "mmsLeft",
                "INSTANT_MESSAGE", "instantMessageLeft",
                "VOICE", "voiceLeft");
        assertThat(cases("choice-of-medium"))
                // What a person prefers is always one of those left.
                .filteredOn(each -> Stream.of("preferred", "preferredWritten")
                        .map(each::fact)
                        .allMatch(medium -> medium.equals("NONE")
                                || each.fact(left.get(medium)).equals(true)
                                        && !(each.fact("purpose").equals("NOTIFICATION")
                                                && medium.equals("EMAIL")
                                                && each.fact("failedMedium").equals("EMAIL"))))
                .isNotEmpty()
                .allSatisfy(each -> {
                    Set<Object> usable = new LinkedHashSet<>(left.keySet());
                    usable.removeIf(medium -> each.fact(left.get(medium)).equals(false));
                    if (each.fact("purpose").equals("NOTIFICATION")
                            && !each.fact("failedMedium").equals("VOICE")) {
                        usable.remove(each.fact("failedMedium"));
                    }
                    if (usable.isEmpty()) {
                        assertThat(each.result("medium")).isEqualTo("NONE");
                    } else {
                        assertThat(usable).contains(each.result("medium"));
                    }
                });
    }

    @Test
    void inQuietHoursEMailIsPreferredToWhatRingsExceptForQuestions() {
        assertThat(cases("choice-of-medium"))
                .filteredOn(each -> each.fact("quietHours").equals(true)
                        && each.fact("emailLeft").equals(true)
                        && !each.fact("purpose").equals("QUESTION")
                        && !(each.fact("purpose").equals("NOTIFICATION")
                                && each.fact("failedMedium").equals("EMAIL")))
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.result("medium")).isEqualTo("EMAIL"));
    }

    @Test
    void quietHoursChangeNothingForQuestionsOrWithoutEMail() {
        Map<Map<String, Object>, Object> results = new HashMap<>();
        cases("choice-of-medium").forEach(each -> results.put(each.facts(), each.result("medium")));
        assertThat(cases("choice-of-medium"))
                .filteredOn(each -> each.fact("quietHours").equals(true)
                        && (each.fact("emailLeft").equals(false)
                                || each.fact("purpose").equals("QUESTION")))
                .isNotEmpty()
                .allSatisfy(each -> {
                    Map<String, Object> byDay = new LinkedHashMap<>(each.facts());
                    byDay.put("quietHours", false);
                    assertThat(each.result("medium")).isEqualTo(results.get(byDay));
                });
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # purpose,    failed, preferred, written, IM,    SMS,   EMAIL, MMS,   VOICE, medium
            NOTIFICATION, VOICE,  EMAIL, EMAIL,       true,  true,  true,  true,  true,  EMAIL
            NOTIFICATION, VOICE,  VOICE, SMS,         true,  true,  true,  true,  true,  SMS
            NOTIFICATION, VOICE,  NONE,  NONE,        true,  true,  true,  true,  true,  INSTANT_MESSAGE
            NOTIFICATION, VOICE,  NONE,  NONE,        false, true,  true,  true,  true,  SMS
            NOTIFICATION, VOICE,  NONE,  NONE,        false, false, true,  true,  true,  EMAIL
            NOTIFICATION, VOICE,  NONE,  NONE,        false, false, false, true,  true,  MMS
            NOTIFICATION, VOICE,  VOICE, NONE,        false, false, false, false, true,  VOICE
            NOTIFICATION, VOICE,  NONE,  NONE,        false, false, false, false, false, NONE
            NOTIFICATION, EMAIL,  VOICE, SMS,         false, true,  false, false, true,  VOICE
            NOTIFICATION, EMAIL,  NONE,  NONE,        false, false, true,  false, true,  VOICE
            NOTIFICATION, EMAIL,  EMAIL, EMAIL,       false, true,  true,  false, true,  SMS
            QUESTION,     VOICE,  VOICE, SMS,         false, true,  true,  false, true,  SMS
            QUESTION,     VOICE,  VOICE, NONE,        false, false, false, false, true,  VOICE
            QUESTION,     VOICE,  NONE,  NONE,        true,  true,  true,  true,  true,  EMAIL
            QUESTION,     VOICE,  NONE,  NONE,        true,  true,  false, true,  true,  INSTANT_MESSAGE
            INFORMATION,  VOICE,  VOICE, EMAIL,       false, false, true,  false, true,  EMAIL
            INFORMATION,  VOICE,  NONE,  NONE,        false, true,  false, true,  true,  SMS
            INFORMATION,  EMAIL,  NONE,  NONE,        false, false, true,  false, false, EMAIL
            INFORMATION,  VOICE,  NONE,  NONE,        false, false, false, true,  true,  MMS
            INFORMATION,  VOICE,  NONE,  NONE,        false, false, false, false, true,  VOICE
            INFORMATION,  VOICE,  NONE,  NONE,        false, false, false, false, false, NONE
            """)
    void mediaAreTriedInTheOrderOfTheTable(
            String purpose,
            String failedMedium,
            String preferred,
            String preferredWritten,
            boolean instantMessageLeft,
            boolean smsLeft,
            boolean emailLeft,
            boolean mmsLeft,
            boolean voiceLeft,
            String medium) {
        assertThat(decide(
                        table("choice-of-medium"),
                        values(
                                "purpose", purpose,
                                "failedMedium", failedMedium,
                                "preferred", preferred,
                                "preferredWritten", preferredWritten,
                                "quietHours", false,
                                "instantMessageLeft", instantMessageLeft,
                                "smsLeft", smsLeft,
                                "emailLeft", emailLeft,
                                "mmsLeft", mmsLeft,
                                "voiceLeft", voiceLeft)))
                .containsEntry("medium", medium);
    }

    @Test
    void asItIsShippedTheTableHoldsNothingBackThatTheSettingsLetThrough() {
        assertThat(cases("message-caps"))
                .allSatisfy(each -> assertThat(each.result()).hasSize(6).allSatisfy((column, cap) -> assertThat(cap)
                        .isEqualTo("ceiling")));
    }

    @Test
    void everyWaitingTimeIsMoreThanNothingAndLessThanAMonth() {
        assertThat(cases("waiting-times")).allSatisfy(each -> assertThat(duration((String) each.result("wait")))
                .isBetween(Duration.ofMinutes(1), Duration.ofDays(30)));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # purpose,    cause,       medium,          wait
            QUESTION,     BUSY,        EMAIL,           PT4H
            QUESTION,     UNREACHABLE, SMS,             PT4H
            NOTIFICATION, BUSY,        SMS,             PT12H
            NOTIFICATION, BUSY,        INSTANT_MESSAGE, PT12H
            NOTIFICATION, BUSY,        EMAIL,           P2D
            NOTIFICATION, UNREACHABLE, VOICE,           PT24H
            NOTIFICATION, UNREACHABLE, SMS,             P3D
            NOTIFICATION, NO_ANSWER,   SMS,             P2D
            CONNECTION,   BUSY,        VOICE,           PT3M
            INFORMATION,  BUSY,        EMAIL,           P1D
            """)
    void waitingTimesDependOnCauseAndMedium(String purpose, String cause, String medium, String wait) {
        assertThat(decide(table("waiting-times"), values("purpose", purpose, "cause", cause, "medium", medium)))
                .containsEntry("wait", wait);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # choice, switch, caller, callee, attempts, reaction
            CONNECT,  true,   true,   true,   0,        CONNECT
            CONNECT,  true,   true,   true,   2,        CONNECT
            CONNECT,  true,   true,   true,   3,        INFORM
            CONNECT,  false,  true,   true,   0,        INFORM
            CONNECT,  true,   false,  true,   0,        INFORM
            CONNECT,  true,   true,   false,  0,        INFORM
            INFORM,   true,   true,   true,   0,        INFORM
            WRITE,    true,   true,   true,   0,        INFORM
            NOT_NOW,  true,   true,   true,   0,        DECLINE
            BLOCK,    false,  true,   true,   0,        DECLINE
            """)
    void theTwoAreConnectedOnlyWhereThatCanWork(
            String choice,
            boolean switchAvailable,
            boolean callerHasPhone,
            boolean calleeHasPhone,
            int connectionAttempts,
            String reaction) {
        assertThat(decide(
                        table("connect-or-inform"),
                        values(
                                "choice", choice,
                                "switchAvailable", switchAvailable,
                                "callerHasPhone", callerHasPhone,
                                "calleeHasPhone", calleeHasPhone,
                                "connectionAttempts", connectionAttempts)))
                .containsEntry("reaction", reaction);
    }

    private static Map<String, Object> decide(DmnDecision decision, Map<String, Object> facts) {
        DmnDecisionResultEntries result =
                ENGINE.evaluateDecision(decision, facts).getSingleResult();
        assertThat(result).as("result of %s for %s", decision.getKey(), facts).isNotNull();
        return result.getEntryMap();
    }

    private static DmnDecision table(String table) {
        try (InputStream file = Files.newInputStream(file(table))) {
            return ENGINE.parseDecision(table, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> rules(String table) {
        return Dmn.readModelFromFile(file(table).toFile()).getModelElementsByType(Rule.class).stream()
                .map(Rule::getId)
                .toList();
    }

    private static Path file(String table) {
        return Path.of("bpmn", table + ".dmn");
    }

    private static Duration duration(String iso8601) {
        if (iso8601.startsWith("PT")) {
            return Duration.parse(iso8601);
        }
        Period period = Period.parse(iso8601);
        assertThat(period.getYears() + period.getMonths()).as(iso8601).isZero();
        return Duration.ofDays(period.getDays());
    }

    private static void everyCombination(Map<String, List<Object>> facts, Consumer<Map<String, Object>> test) {
        everyCombination(List.copyOf(facts.keySet()), facts, new LinkedHashMap<>(), test);
    }

    private static void everyCombination(
            List<String> open,
            Map<String, List<Object>> facts,
            Map<String, Object> chosen,
            Consumer<Map<String, Object>> test) {
        if (open.isEmpty()) {
            test.accept(Map.copyOf(chosen));
            return;
        }
        for (Object value : facts.get(open.get(0))) {
            chosen.put(open.get(0), value);
            everyCombination(open.subList(1, open.size()), facts, chosen, test);
        }
    }

    private static List<Object> names(Enum<?>[] values) {
        return Arrays.stream(values).<Object>map(Enum::name).toList();
    }

    private static List<Object> with(List<Object> values, Object more) {
        List<Object> all = new ArrayList<>(values);
        all.add(more);
        return List.copyOf(all);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, List<Object>> facts(Object... namesAndValues) {
        Map<String, List<Object>> facts = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            facts.put((String) namesAndValues[i], (List<Object>) namesAndValues[i + 1]);
        }
        return facts;
    }

    private static Map<String, Object> values(Object... namesAndValues) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return values;
    }
}
