package io.ringback.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.BesideOthers;
import io.ringback.cases.TimeAnswer;
import io.ringback.conversation.Ended;
import io.ringback.conversation.Later;
import io.ringback.conversation.SettledView;
import io.ringback.session.SessionIdentifier;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@BesideOthers
class PagesTest {

    private static final Locale SWEDISH = Locale.forLanguageTag("sv");
    private static final String UNKNOWN = "AAAAAAAAAAAAAAAAAAAAAA";

    private static PagesServer server;

    private HttpClient browser;

    @BeforeAll
    static void start() {
        server = new PagesServer();
    }

    @BeforeEach
    void forget() {
        server.conversation.forget();
        browser = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void theQuestionPageSaysWhoWhenAndWhy() {
        Document page = html(get("/q/" + server.conversation.asked(Locale.ENGLISH)));

        assertThat(page.select("h1").eachText()).containsExactly("Shall we tell Bob Berg that you tried?");
        assertThat(page.body().text())
                .contains("You called Bob Berg 3 times, last on Monday 23 November at 15:57. The line was busy.");
        assertThat(page.select("button").eachText())
                .containsExactly(
                        "Yes, tell Bob Berg",
                        "No",
                        "Always tell Bob Berg for me, for 30 days",
                        "Notify for me for 30 days, without asking me again",
                        "Always notify for me");
        assertThat(page.selectFirst("html").attr("lang")).isEqualTo("en");
    }

    @Test
    void thePageSpeaksThePersonsLanguageWhateverTheBrowserWants() {
        String token = server.conversation.asked(SWEDISH);

        Document page = html(get("/q/" + token, "Accept-Language", "en"));

        assertThat(page.selectFirst("html").attr("lang")).isEqualTo("sv");
        assertThat(page.body().text()).contains("senast måndagen den 23 november kl. 15:57. Det var upptaget.");
        String result = press("/q/" + token, Map.of("answer", "no"))
                .headers()
                .firstValue("Location")
                .orElseThrow();
        Document done = html(get(result, "Accept-Language", "en"));
        assertThat(done.selectFirst("html").attr("lang")).isEqualTo("sv");
        assertThat(done.select("h1").text()).isEqualTo("Då berättar vi inte för någon");
    }

    @Test
    void openingAnyLinkAnyNumberOfTimesChangesNothing() {
        String question = server.conversation.asked(Locale.ENGLISH);
        List<String> links = List.of(
                "/q/" + question,
                "/q/" + question + "?answer=yes",
                "/q/" + question + "?answer=always",
                "/w/" + server.conversation.answered(Locale.ENGLISH),
                "/c/" + server.conversation.notified(Locale.ENGLISH, ToldConversation.BOBS, true)
                        + "?choice=connect&device=" + ToldConversation.MOBILE,
                "/u/" + server.conversation.subscribed(Locale.ENGLISH) + "?List-Unsubscribe=One-Click");
        for (String link : links) {
            for (int i = 0; i < 20; i++) {
                assertThat(get(link).statusCode()).isEqualTo(200);
                assertThat(send(request(link).method("HEAD", BodyPublishers.noBody()))
                                .statusCode())
                        .isEqualTo(200);
            }
        }
        assertThat(server.conversation.told).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"yes, 'Yes, tell Bob Berg'", "no, No", "always, Always notify for me", "maybe, 'Yes, tell Bob Berg'"})
    void theLinkInTheMailOnlyPreselects(String answer, String emphasised) {
        Document page = html(get("/q/" + server.conversation.asked(Locale.ENGLISH) + "?answer=" + answer));

        assertThat(page.select("button.primary").eachText()).containsExactly(emphasised);
        assertThat(server.conversation.told).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "always"})
    void yesLeadsToAPageWhereItCanBeTakenBack(String answer) {
        HttpResponse<String> pressed =
                press("/q/" + server.conversation.asked(Locale.ENGLISH), Map.of("answer", answer));

        assertThat(pressed.statusCode()).isEqualTo(303);
        String withdraw = pressed.headers().firstValue("Location").orElseThrow();
        assertThat(withdraw)
                .startsWith("/w/"
                        + server.conversation
                                .withdrawal
                                .map(SessionIdentifier::token)
                                .orElseThrow());
        Document page = html(get(withdraw));
        assertThat(page.select("h1").text()).isEqualTo("Thank you, we are telling Bob Berg");
        assertThat(page.text().contains("without asking you")).isEqualTo(answer.equals("always"));

        HttpResponse<String> taken = press(withdraw, Map.of());
        assertThat(taken.statusCode()).isEqualTo(303);
        assertThat(html(get(taken.headers().firstValue("Location").orElseThrow()))
                        .select("h1")
                        .text())
                .isEqualTo("Your answer is withdrawn");
        assertThat(server.conversation.told).containsExactly("answer " + answer.toUpperCase(Locale.ROOT), "withdraw");
    }

    @ParameterizedTest
    @CsvSource({
        "yes, 'Thank you, we are telling them'",
        "always, 'Thank you, we are telling them'",
        "no, 'All right, we tell nobody'"
    })
    void anAnswerThatCannotBeTakenBackEndsOnAResult(String answer, String heading) {
        server.conversation.withoutWithdrawal();

        HttpResponse<String> pressed =
                press("/q/" + server.conversation.asked(Locale.ENGLISH), Map.of("answer", answer));

        assertThat(pressed.statusCode()).isEqualTo(303);
        assertThat(html(get(pressed.headers().firstValue("Location").orElseThrow()))
                        .select("h1")
                        .text())
                .isEqualTo(heading);
        assertThat(server.conversation.told).containsExactly("answer " + answer.toUpperCase(Locale.ROOT));
    }

    @ParameterizedTest
    @CsvSource({
        "q, answer, ALWAYS, ask_again, 'we tell them without asking you', We ask you again",
        "w, answer, ALWAYS, ask_again, 'we tell them without asking you', We ask you again",
        "q, answer, ALWAYS_FOR_CALLEE, ask_again, 'When you cannot reach Bob Berg, we tell Bob Berg without asking you', We ask you again",
        "c, choice, ALWAYS_TOLD, ask_first, 'We always tell you when Bob Berg tries to reach you', We ask first again",
        "c, choice, BLOCK, unblock, 'We do not notify you when Bob Berg tries to reach you', We notify you again"
    })
    void whatWasSettledIsShownWithItsEndAndTakenBackOnce(
            String page, String field, SettledView.What what, String word, String shown, String done) {
        String token = server.conversation.settled(what, Optional.of(Instant.parse("2027-01-01T11:00:00Z")));
        String link = "/" + page + "/" + token;

        Document settled = html(get(link));
        assertThat(settled.body().text()).contains(shown).contains("Until 2027-01-01 12:00");
        assertThat(settled.select("button").eachAttr("value")).containsExactly(word);
        assertThat(server.conversation.told).isEmpty();

        Map<String, String> form = filled(link, Map.of(field, word));
        HttpResponse<String> pressed = post(link, form);
        assertThat(pressed.statusCode()).isEqualTo(303);
        assertThat(html(get(pressed.headers().firstValue("Location").orElseThrow()))
                        .select("h1")
                        .text())
                .isEqualTo(done);
        assertThat(post(link, form).statusCode()).isEqualTo(404);
        assertThat(get(link).statusCode()).isEqualTo(404);
        assertThat(server.conversation.told).containsExactly("take back");
    }

    @Test
    void aLinkThatSettledNothingTakesNothingBack() {
        String question = "/q/" + server.conversation.asked(Locale.ENGLISH);
        String notice = "/c/" + server.conversation.notified(Locale.ENGLISH, ToldConversation.BOBS, true);
        server.conversation.settled(SettledView.What.BLOCK, Optional.empty());

        assertThat(post(question, filled(question, Map.of("answer", "ask_again")))
                        .statusCode())
                .isEqualTo(404);
        assertThat(post(notice, filled(notice, Map.of("choice", "unblock"))).statusCode())
                .isEqualTo(404);
        assertThat(server.conversation.told).isEmpty();
    }

    @Test
    void alwaysForOneOtherIsGivenWhereItIsShownAndLeavesTheLinkAsItIs() {
        String token = server.conversation.notified(Locale.ENGLISH, ToldConversation.BOBS, true);
        assertThat(html(get("/c/" + token)).select("button[value=always_tell]")).isEmpty();
        server.conversation.mayBeToldAlways(token, Optional.empty());

        HttpResponse<String> done = press("/c/" + token, Map.of("choice", "always_tell"));
        assertThat(html(get(done.headers().firstValue("Location").orElseThrow()))
                        .text())
                .contains("For 30 days from now, you hear of each call of this person");
        server.conversation.mayBeToldAlways(token, Optional.of(Instant.parse("2027-01-01T11:00:00Z")));

        Document again = html(get("/c/" + token));
        assertThat(again.text()).contains("Until 2027-01-01 12:00 we always tell you when Anna Alm tries to reach you");
        assertThat(again.select("button[value=always_tell]")).isEmpty();
        assertThat(again.select("button[value=ask_first], button[value=connect]"))
                .hasSize(2);
        assertThat(server.conversation.told).containsExactly("always tell");
    }

    @Test
    void aYesMayHoldForThisCalleeForThirtyDays() {
        HttpResponse<String> yes =
                press("/q/" + server.conversation.asked(Locale.ENGLISH), Map.of("answer", "always_for_callee"));

        assertThat(html(get(yes.headers().firstValue("Location").orElseThrow())).text())
                .contains("For 30 days from now, we tell Bob Berg without asking you.");
        assertThat(server.conversation.told).containsExactly("answer YES", "for this callee");
    }

    @Test
    void yesAndNotAgainMayHoldForThirtyDays() {
        HttpResponse<String> yes =
                press("/q/" + server.conversation.asked(Locale.ENGLISH), Map.of("answer", "always_for_days"));
        assertThat(html(get(yes.headers().firstValue("Location").orElseThrow())).text())
                .contains("For 30 days from now, we tell people whom you could not reach without asking you.");
        HttpResponse<String> no = press(
                "/c/" + server.conversation.notified(Locale.ENGLISH, ToldConversation.BOBS, true),
                Map.of("choice", "block_for_days"));
        assertThat(html(get(no.headers().firstValue("Location").orElseThrow())).text())
                .contains("For 30 days from now, you get no notifications about this person.");

        assertThat(server.conversation.told)
                .containsExactly("answer YES", "for some days", "choose BLOCK", "for some days");
    }

    @Test
    void whoMayBeSeenIsToldSoOnThePageAndEndsItThereWhileTheLinkGoesOnWorking() {
        String token = server.conversation.notified(Locale.ENGLISH, ToldConversation.BOBS, true);
        assertThat(html(get("/c/" + token)).select("button[value=not_seen]")).isEmpty();
        server.conversation.maySee(token);
        assertThat(html(get("/c/" + token)).text()).contains("We use signs that you can be reached");

        HttpResponse<String> done = press("/c/" + token, Map.of("choice", "not_seen"));

        assertThat(html(get(done.headers().firstValue("Location").orElseThrow()))
                        .text())
                .contains("We do not watch for signs any more");
        assertThat(server.conversation.told).containsExactly("not to be seen");
        assertThat(get("/c/" + token).statusCode()).isEqualTo(200);
    }

    @Test
    void whoCannotTalkNowSaysWhenAndThePageSaysSoFromThenOn() {
        String token = server.conversation.notified(Locale.ENGLISH, ToldConversation.BOBS, true);
        assertThat(html(get("/c/" + token)).select("button[value=later]")).isEmpty();
        Instant now = Instant.parse("2026-11-23T14:57:00Z");
        server.conversation.maySayWhen(
                token,
                new Later(List.of(new Later.Offer(10, now.plusSeconds(600))), now.plusSeconds(1800), Optional.empty()));
        Document page = html(get("/c/" + token));
        assertThat(page.select("option").eachText()).containsExactly("In 10 minutes, at 16:07");
        assertThat(page.text()).contains("We call you at that time, and then Anna Alm. It can be until 16:27.");

        Map<String, String> later = Map.of("choice", "later", "device", ToldConversation.MOBILE.toString(), "in", "10");
        HttpResponse<String> done = press("/c/" + token, later);

        assertThat(done.statusCode()).isEqualTo(303);
        assertThat(done.headers().firstValue("Location")).contains("/c/" + token);
        assertThat(html(get("/c/" + token)).selectFirst("[role=status]").text())
                .startsWith("We call you at 16:07, and then Anna Alm.");
        Map<String, String> typed = new TreeMap<>(later);
        typed.put("time", "16:20");
        press("/c/" + token, typed);
        assertThat(server.conversation.told)
                .containsExactly(
                        "call at 10 on " + ToldConversation.MOBILE, "call at 16:20 on " + ToldConversation.MOBILE);
    }

    @Test
    void whoIsAskedAboutATimeReadsItOnTheirClockAndSaysYesOrNo() {
        Instant at = Instant.parse("2026-12-04T08:00:00Z");
        String link = "/q/" + server.conversation.askedAboutTime(Locale.ENGLISH, at);
        Document page = html(get(link));
        assertThat(page.selectFirst("h1").text())
                .isEqualTo("Bob Berg would like to be called on Friday 4 December at 09:00");
        assertThat(page.select("button").eachText()).containsExactly("Yes, that suits me", "No");

        HttpResponse<String> done = press(link, Map.of("answer", "suits"));

        assertThat(html(get(done.headers().firstValue("Location").orElseThrow()))
                        .selectFirst("h1")
                        .text())
                .isEqualTo("Thank you, we call you both then");
        String other = "/q/" + server.conversation.askedAboutTime(Locale.ENGLISH, at);
        HttpResponse<String> no = press(other, Map.of("answer", "suits_not"));
        assertThat(html(get(no.headers().firstValue("Location").orElseThrow()))
                        .selectFirst("h1")
                        .text())
                .isEqualTo("All right, not then");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            AWAITED | You would like to be called on Friday 4 December at 09:00. We are asking Anna Alm whether that suits.
            YES     | That suits Anna Alm: we call you on Friday 4 December at 09:00, and then Anna Alm.
            NO      | That time does not suit Anna Alm.
            NONE    | We could not ask Anna Alm in time
            """)
    void thePageOfTheCalleeSaysWhatTheCallerSaysToATimeThatIsNotSoon(TimeAnswer answer, String says) {
        String token = server.conversation.notified(Locale.ENGLISH, ToldConversation.BOBS, true);
        Instant at = Instant.parse("2026-12-04T08:00:00Z");
        server.conversation.maySayWhen(
                token,
                new Later(
                        List.of(),
                        List.of(at),
                        true,
                        Duration.ofMinutes(30),
                        at.plusSeconds(3600),
                        Optional.of(at),
                        Optional.of(answer)));
        Document page = html(get("/c/" + token));
        assertThat(page.selectFirst("[role=status]").text()).startsWith(says);
        assertThat(page.select("option[value=2026-12-04T08:00:00Z]")).hasSize(1);
        assertThat(page.text())
                .contains("It can be until 2026-12-04 10:00.", "more than 30 minutes off we ask Anna Alm first");
    }

    @ParameterizedTest
    @CsvSource({
        "15:30, That time is over or too far off. Please name one until 16:27.",
        "half four, Please write a time of day until 16:27.",
        "<script>, Please write a time of day until 16:27."
    })
    void aTimeAtWhichNobodyCanBeCalledIsRefusedWithAReason(String typed, String reason) {
        String token = server.conversation.notified(Locale.ENGLISH, ToldConversation.BOBS, true);
        Instant now = Instant.parse("2026-11-23T14:57:00Z");
        server.conversation.maySayWhen(token, new Later(List.of(), now.plusSeconds(1800), Optional.empty()));

        HttpResponse<String> refused = press(
                "/c/" + token, Map.of("choice", "later", "device", ToldConversation.MOBILE.toString(), "time", typed));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(html(refused).selectFirst("[role=alert]").text()).isEqualTo("Nothing was changed. " + reason);
        assertThat(server.conversation.told).isEmpty();
    }

    @Test
    void aTimeThatSuitsBothIsLookedForOnceAndThePageSaysNoMoreThanThatThereIsNone() {
        String token = server.conversation.notified(Locale.ENGLISH, ToldConversation.BOBS, true);
        Instant now = Instant.parse("2026-11-23T14:57:00Z");
        Later later = new Later(List.of(), now.plusSeconds(1800), Optional.empty());
        server.conversation.maySayWhen(token, later);
        assertThat(html(get("/c/" + token)).select("button[value=for_both]")).isEmpty();
        server.conversation.maySayWhen(token, later.with(Later.TimeForBoth.OFFERED));
        Document page = html(get("/c/" + token));
        assertThat(page.selectFirst("button[value=for_both]").text()).isEqualTo("Find a time that suits us both");
        assertThat(page.text()).contains("Neither of you learns the other’s times. We do this once.");

        Map<String, String> form = Map.of("choice", "for_both", "device", ToldConversation.MOBILE.toString());
        HttpResponse<String> done = press("/c/" + token, form);

        assertThat(done.statusCode()).isEqualTo(303);
        assertThat(done.headers().firstValue("Location")).contains("/c/" + token);
        Document after = html(get("/c/" + token));
        assertThat(after.selectFirst("[role=status]").text())
                .isEqualTo("No time was found. You can name one or choose something else.");
        assertThat(after.select("button[value=for_both]")).isEmpty();
        assertThat(press("/c/" + token, form).statusCode()).isEqualTo(400);
        assertThat(server.conversation.told).containsExactly("call when both can on " + ToldConversation.MOBILE);
    }

    @Test
    void aTimeThatIsSentWhereNoneIsOfferedIsRefused() {
        String token = server.conversation.notified(Locale.ENGLISH, ToldConversation.BOBS, true);
        Map<String, String> form = Map.of("choice", "later", "device", ToldConversation.MOBILE.toString(), "in", "10");
        assertThat(press("/c/" + token, form).statusCode()).isEqualTo(400);
        assertThat(server.conversation.told).isEmpty();
    }

    @Test
    void anAnswerCountsOnce() {
        String link = "/q/" + server.conversation.asked(Locale.ENGLISH);
        Map<String, String> form = filled(link, Map.of("answer", "no"));

        assertThat(post(link, form).statusCode()).isEqualTo(303);
        assertThat(post(link, form).statusCode()).isEqualTo(404);
        assertThat(server.conversation.told).containsExactly("answer NO");
    }

    @Test
    void bobSeesWhoWhenHowOftenAndHisDevicesByLabel() {
        Document page = html(get("/c/" + server.conversation.notified(Locale.ENGLISH, ToldConversation.BOBS, false)));

        assertThat(page.select("h1").eachText()).containsExactly("Anna Alm called 3 times");
        assertThat(page.body().text()).contains("last on Monday 23 November at 15:57");
        assertThat(page.select("label").eachText()).containsExactly("Mobile", "Mail", "Office");
        assertThat(page.select("input[type=radio][checked]").eachAttr("value"))
                .containsExactly(ToldConversation.MOBILE.toString());
        assertThat(page.select("button").eachText())
                .containsExactly(
                        "Tell Anna Alm I can be reached now",
                        "Not now",
                        "Do not notify me about Anna Alm for 30 days",
                        "Do not notify me about Anna Alm again");
    }

    @Test
    void connectingComesFirstWhereASwitchIsThereAndIsForPhonesOnly() {
        Document page = html(get("/c/" + server.conversation.notified(Locale.ENGLISH, ToldConversation.BOBS, true)));

        assertThat(page.selectFirst("button").text()).isEqualTo("Connect us now");
        Element form = page.selectFirst("form");
        assertThat(form.select("label").eachText()).containsExactly("Mobile", "Office");
    }

    @ParameterizedTest
    @CsvSource({
        "connect, true, Connect us now, You chose to be connected.",
        "inform, true, Tell Anna Alm I can be reached now, You chose to tell Anna Alm.",
        "connect, false, Tell Anna Alm I can be reached now, You cannot be connected just now.",
        "maybe, true, Connect us now, ''"
    })
    void theLinkInBobsMailOnlyPreselects(String choice, boolean canConnect, String emphasised, String note) {
        Document page = html(get("/c/"
                + server.conversation.notified(Locale.ENGLISH, ToldConversation.BOBS, canConnect) + "?choice="
                + choice));

        assertThat(page.select("button.primary").eachText()).containsExactly(emphasised);
        assertThat(page.select(".note").text()).startsWith(note);
        assertThat(page.select(".note").isEmpty()).isEqualTo(note.isEmpty());
        assertThat(server.conversation.told).isEmpty();
    }

    @Test
    void aSingleDeviceIsNamedAndNeedsNoChoice() {
        String link = "/c/" + server.conversation.notified(Locale.ENGLISH, ToldConversation.BOBS.subList(0, 1), false);

        assertThat(html(get(link)).select("input[type=radio]")).isEmpty();
        assertThat(html(get(link)).body().text()).contains("I can be reached on: Mobile");
        press(link, Map.of("choice", "inform", "device", ToldConversation.MOBILE.toString()));
        assertThat(server.conversation.told).containsExactly("choose INFORM " + ToldConversation.MOBILE);
    }

    @ParameterizedTest
    @CsvSource({
        "connect, 00000000-0000-0000-0000-000000000003, choose CONNECT 00000000-0000-0000-0000-000000000003, 'Connecting you now'",
        "inform, 00000000-0000-0000-0000-000000000002, choose INFORM 00000000-0000-0000-0000-000000000002, 'Thank you, we are telling them'",
        "not_now, 00000000-0000-0000-0000-000000000001, choose NOT_NOW, 'All right, not now'",
        "block, '', choose BLOCK, 'All right, not again'"
    })
    void whatBobChoosesIsTaken(String choice, String device, String told, String heading) {
        HttpResponse<String> pressed = press(
                "/c/" + server.conversation.notified(Locale.ENGLISH, ToldConversation.BOBS, true),
                Map.of("choice", choice, "device", device));

        assertThat(pressed.statusCode()).isEqualTo(303);
        assertThat(server.conversation.told).containsExactly(told);
        assertThat(html(get(pressed.headers().firstValue("Location").orElseThrow()))
                        .select("h1")
                        .text())
                .isEqualTo(heading);
    }

    @Test
    void aWrongFormIsRefusedInTheReadersLanguageAndMayBeSentAgain() {
        String question = "/q/" + server.conversation.asked(SWEDISH);
        String notice = "/c/" + server.conversation.notified(SWEDISH, ToldConversation.BOBS, false);
        String unsubscribe = "/u/" + server.conversation.subscribed(SWEDISH);
        String stranger = UUID.randomUUID().toString();

        for (HttpResponse<String> refused : List.of(
                press(question, Map.of("answer", "perhaps")),
                press(question, Map.of()),
                press(notice, Map.of("choice", "sing")),
                press(notice, Map.of("choice", "inform")),
                press(notice, Map.of("choice", "inform", "device", "' or 1=1")),
                press(notice, Map.of("choice", "inform", "device", stranger)),
                press(notice, Map.of("choice", "connect", "device", ToldConversation.MOBILE.toString())),
                press(unsubscribe, Map.of()))) {
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(html(refused).selectFirst("html").attr("lang")).isEqualTo("sv");
            assertThat(html(refused).select("[role=alert]").text()).startsWith("Inget ");
            assertThat(html(refused).select("form button")).isNotEmpty();
        }
        assertThat(server.conversation.told).isEmpty();
    }

    @Test
    void annaSaysWhySheCalledWithHerYesAndOnce() {
        String page = "/q/" + server.conversation.askedWhy(Locale.ENGLISH);
        Document form = html(get(page));
        assertThat(form.select("label[for=line]").text()).isEqualTo("If you like, say why you called");
        assertThat(form.selectFirst("input[name=line]").hasAttr("required")).isFalse();
        assertThat(form.selectFirst("input[name=line]").attr("maxlength")).isEqualTo("160");
        assertThat(form.selectFirst("input[name=urgent]").hasAttr("checked")).isFalse();
        assertThat(form.select("script")).isEmpty();
        Map<String, String> yes =
                filled(page, Map.of("answer", "yes", "line", " Can you take <b>Lena</b>? ", "urgent", "true"));

        assertThat(post(page, yes).statusCode()).isEqualTo(303);
        assertThat(post(page, yes).statusCode()).isEqualTo(404);

        assertThat(server.conversation.told).containsExactly("answer YES because Can you take <b>Lena</b>?, urgently");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            yes             | ''              | answer YES
            yes             | ' '             | answer YES
            always          | About Friday    | answer ALWAYS because About Friday
            always_for_days | About Friday    | answer YES because About Friday
            always_for_callee | About Friday  | answer YES because About Friday
            no              | see evil.example | answer NO
            """)
    void aReasonIsNeverAskedForAndGoesWithEveryYesAndWithNoNo(String answer, String line, String told) {
        String page = "/q/" + server.conversation.askedWhy(Locale.ENGLISH);

        assertThat(press(page, Map.of("answer", answer, "line", line)).statusCode())
                .isEqualTo(303);

        assertThat(server.conversation.told).first().isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            see evil.example      | no links
            call 0701740605       | no links
            \\u202Eyadirf         | more than one line
            """)
    void aReasonThatCannotBePassedOnIsKeptToBeMendedAndNothingElseIsLost(String line, String why) {
        String text = line.replace("\\u202E", "\u202E");
        String page = "/q/" + server.conversation.askedWhy(Locale.ENGLISH);

        HttpResponse<String> refused = press(page, Map.of("answer", "always", "line", text, "urgent", "true"));

        assertThat(refused.statusCode()).isEqualTo(400);
        Document again = html(refused);
        assertThat(again.select("[role=alert]").text()).contains(why);
        assertThat(again.selectFirst("input[name=line]").attr("value")).isEqualTo(text);
        assertThat(again.selectFirst("input[name=urgent]").hasAttr("checked")).isTrue();
        assertThat(again.select("button")).hasSize(5);
        assertThat(server.conversation.told).isEmpty();
        assertThat(press(page, Map.of("answer", "always", "line", "Friday")).statusCode())
                .isEqualTo(303);
    }

    @Test
    void anAnswerThatIsNoneKeepsWhatWasWrittenToo() {
        String page = "/q/" + server.conversation.askedWhy(Locale.ENGLISH);

        HttpResponse<String> refused = press(page, Map.of("answer", "perhaps", "line", "\"><script>Friday"));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(html(refused).selectFirst("input[name=line]").attr("value")).isEqualTo("\"><script>Friday");
        assertThat(html(refused).select("script")).isEmpty();
        assertThat(server.conversation.told).isEmpty();
    }

    @Test
    void tenThousandCharactersOfAReasonAreNeitherTakenNorSentBack() {
        String page = "/q/" + server.conversation.askedWhy(Locale.ENGLISH);

        HttpResponse<String> refused = press(page, Map.of("answer", "yes", "line", "<".repeat(10_000)));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(html(refused).selectFirst("input[name=line]").attr("value")).hasSize(320);
    }

    @Test
    void whereNoReasonIsAskedForNoneIsTakenAndTheQuestionStands() {
        String page = "/q/" + server.conversation.asked(Locale.ENGLISH);
        assertThat(html(get(page)).select("input[name=line], input[name=urgent]"))
                .isEmpty();

        assertThat(press(page, Map.of("answer", "yes", "urgent", "true")).statusCode())
                .isEqualTo(400);

        assertThat(server.conversation.told).isEmpty();
        assertThat(get(page).statusCode()).isEqualTo(200);
    }

    @Test
    void bobWritesALineAndAnnaReadsItAndAnswersOnce() {
        String notice = "/c/" + server.conversation.writable(Locale.ENGLISH, ToldConversation.BOBS);
        Map<String, String> yes = filled(notice, Map.of("choice", "write", "line", " Yes, Friday works "));
        HttpResponse<String> written = post(notice, yes);
        assertThat(html(get(written.headers().firstValue("Location").orElseThrow()))
                        .select("h1")
                        .text())
                .isEqualTo("Thank you, we pass it on");
        assertThat(post(notice, yes).statusCode()).isEqualTo(404);

        String line = "/a/" + server.conversation.passedOn(Locale.ENGLISH, "<b>Friday</b>");
        assertThat(html(get(line)).select("blockquote").text()).isEqualTo("<b>Friday</b>");
        Map<String, String> form = filled(line, Map.of("line", "Thanks"));
        assertThat(post(line, form).statusCode()).isEqualTo(303);
        assertThat(post(line, form).statusCode()).isEqualTo(404);
        assertThat(server.conversation.told).containsExactly("write Yes, Friday works", "write back Thanks");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ' '                   | nothing was written
            see evil.example      | no links
            call 0701740605       | no links
            \\u202Eyadirf         | more than one line
            """)
    void aLineThatCannotBePassedOnIsSaidWhyAndCanBeMended(String line, String why) {
        String text = line.replace("\\u202E", "\u202E");
        String notice = "/c/" + server.conversation.writable(Locale.ENGLISH, ToldConversation.BOBS);
        String answer = "/a/" + server.conversation.passedOn(Locale.ENGLISH, "Friday");

        for (HttpResponse<String> refused :
                List.of(press(notice, Map.of("choice", "write", "line", text)), press(answer, Map.of("line", text)))) {
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(html(refused).select("[role=alert]").text()).contains(why);
            assertThat(html(refused).selectFirst("input[name=line]").attr("value"))
                    .isEqualTo(text);
        }
        assertThat(server.conversation.told).isEmpty();
    }

    @Test
    void tenThousandCharactersAreNeitherTakenNorSentBack() {
        String notice = "/c/" + server.conversation.writable(Locale.ENGLISH, ToldConversation.BOBS);

        HttpResponse<String> refused = press(notice, Map.of("choice", "write", "line", "<".repeat(10_000)));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(html(refused).select("[role=alert]").text()).contains("too long");
        assertThat(html(refused).selectFirst("input[name=line]").attr("value")).hasSize(320);
    }

    @Test
    void whereNoLineIsPassedOnNoneCanBeWritten() {
        String notice = "/c/" + server.conversation.notified(Locale.ENGLISH, ToldConversation.BOBS, true);

        assertThat(html(get(notice)).select("input[name=line]")).isEmpty();
        assertThat(press(notice, Map.of("choice", "write", "line", "Friday")).statusCode())
                .isEqualTo(400);
        assertThat(server.conversation.told).isEmpty();
    }

    @Test
    void connectingToAMailboxIsRefused() {
        String link = "/c/" + server.conversation.notified(Locale.ENGLISH, ToldConversation.BOBS, true);

        assertThat(press(link, Map.of("choice", "connect", "device", ToldConversation.MAIL.toString()))
                        .statusCode())
                .isEqualTo(400);
        assertThat(server.conversation.told).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"q", "w", "c", "a", "u"})
    void unknownUsedAndMalformedIdentifiersLookTheSame(String page) {
        String used = server.conversation.asked(Locale.ENGLISH);
        press("/q/" + used, Map.of("answer", "no"));
        HttpResponse<String> unknown = get("/" + page + "/" + UNKNOWN);

        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(html(unknown).select("h1").text()).isEqualTo("This link is no longer in use");
        for (String token : List.of(used, "x", "%20", "..%00", "a".repeat(500), "%C3%A5", "'--", UNKNOWN + "=")) {
            if (token.contains("%00")) {
                // Refused by the firewall before any page, whatever follows.
                assertThat(get("/" + page + "/" + token).body()).doesNotContain("Exception");
                continue;
            }
            HttpResponse<String> other = get("/" + page + "/" + token);
            assertThat(other.statusCode()).as(token).isEqualTo(404);
            assertThat(other.body()).as(token).isEqualTo(unknown.body());
            assertThat(comparable(other)).as(token).isEqualTo(comparable(unknown));
        }
        // To know a valid CSRF token changes nothing.
        Map<String, String> form = filled("/q/" + server.conversation.asked(Locale.ENGLISH), Map.of("answer", "yes"));
        for (String token : List.of(UNKNOWN, used, "x")) {
            HttpResponse<String> other = post("/" + page + "/" + token, form);
            assertThat(other.statusCode()).isEqualTo(404);
            assertThat(other.body()).isEqualTo(unknown.body());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CONNECTED | De två kopplades ihop.
            INFORMED  | Den som ringde har fått veta att det går bra att ringa igen.
            ANSWERED  | Den som ringde har fått det som skrevs till dem.
            REACHED   | De två har fått tag i varandra under tiden.
            DECLINED  | Någon tackade nej, eller så tog den som ringde tillbaka det.
            EXPIRED   | Ingen svarade i tid.
            OVER      | Ärendet är avslutat.
            """)
    void theLinkOfAMatterThatHasEndedSaysHowInItsReadersLanguage(Ended.How how, String said) {
        String token = server.conversation.ended(SWEDISH, how);

        for (String page : List.of("/c/" + token, "/q/" + token)) {
            HttpResponse<String> ended = get(page);
            assertThat(ended.statusCode()).isEqualTo(410);
            assertThat(html(ended).select("h1").text()).isEqualTo("Det här är avklarat");
            assertThat(html(ended).select("p").eachText()).contains(said);
            assertThat(html(ended).select("form, button")).isEmpty();
        }
        Map<String, String> form = filled("/q/" + server.conversation.asked(Locale.ENGLISH), Map.of("answer", "yes"));
        assertThat(post("/q/" + token, form).statusCode()).isEqualTo(410);
        assertThat(server.conversation.told).isEmpty();
    }

    @Test
    void theClosedPageSpeaksTheBrowsersLanguage() {
        HttpResponse<String> closed = get("/q/" + UNKNOWN, "Accept-Language", "de-DE, sv-SE;q=0.8, en;q=0.5");

        assertThat(html(closed).selectFirst("html").attr("lang")).isEqualTo("sv");
        assertThat(html(closed).select("h1").text()).isEqualTo("Länken används inte längre");
        assertThat(get("/q/" + UNKNOWN, "Accept-Language", ";;,=q").statusCode())
                .isEqualTo(404);
    }

    @Test
    void aMailReadersOneClickNeedsNeitherPageNorCookie() {
        String link = "/u/" + server.conversation.subscribed(SWEDISH);
        HttpClient mailReader = HttpClient.newHttpClient();

        HttpResponse<String> form = send(
                mailReader,
                request(link)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("List-Unsubscribe=One-Click")));
        HttpResponse<String> multipart = send(
                mailReader,
                request(link)
                        .header("Content-Type", "multipart/form-data; boundary=b")
                        .header("Sec-Fetch-Site", "cross-site")
                        .POST(BodyPublishers.ofString("--b\r\nContent-Disposition: form-data; "
                                + "name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n")));

        for (HttpResponse<String> taken : List.of(form, multipart)) {
            assertThat(taken.statusCode()).isEqualTo(200);
            assertThat(html(taken).select("h1").text()).isEqualTo("Du får inga fler meddelanden");
        }
        assertThat(server.conversation.told).containsExactly("unsubscribe", "unsubscribe");
    }

    @Test
    void theUnsubscribePageAsksBeforeItActs() {
        String link = "/u/" + server.conversation.subscribed(Locale.ENGLISH);

        Element button = html(get(link)).selectFirst("form button");
        assertThat(server.conversation.told).isEmpty();
        HttpResponse<String> pressed = press(link, Map.of(button.attr("name"), button.attr("value")));

        assertThat(html(pressed).select("h1").text()).isEqualTo("You get no more messages");
        assertThat(server.conversation.told).containsExactly("unsubscribe");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "none"})
    void aFormOfAnotherSiteIsNotTaken(String site) {
        String link = "/q/" + server.conversation.asked(SWEDISH);
        Map<String, String> form = filled(link, Map.of("answer", "yes"));

        HttpResponse<String> refused = post(link, form, "Sec-Fetch-Site", site, "Accept", "text/html");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(html(refused).select("h1").text()).isEqualTo("That was not accepted");
        assertThat(server.conversation.told).isEmpty();
        assertThat(post(link, form, "Sec-Fetch-Site", "same-origin", "Origin", "null")
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    void aFormWithoutItsCookieIsNotTaken() {
        String link = "/q/" + server.conversation.asked(Locale.ENGLISH);

        assertThat(post(link, Map.of("answer", "yes"), "Accept", "text/html").statusCode())
                .isEqualTo(403);
        assertThat(server.conversation.told).isEmpty();
    }

    @Test
    void aHostileNameIsOnlyText() {
        Document page = html(get("/q/" + server.conversation.asked(Locale.ENGLISH, "<img src=x onerror=alert(1)>")));

        assertThat(page.select("main img, [onerror]")).isEmpty();
        assertThat(page.select("h1").text()).contains("<img src=x onerror=alert(1)>");
    }

    @Test
    void everyPageIsKeptOutOfCachesReferrersSearchEnginesAndFrames() {
        for (HttpResponse<String> page : List.of(
                get("/q/" + server.conversation.asked(Locale.ENGLISH)),
                get("/c/" + server.conversation.notified(Locale.ENGLISH, ToldConversation.BOBS, true)),
                get("/w/" + server.conversation.answered(Locale.ENGLISH)),
                get("/u/" + server.conversation.subscribed(Locale.ENGLISH)),
                get("/q/done?result=no&language=sv"),
                get("/q/" + UNKNOWN),
                get("/fail?status=500", "Accept", "text/html"))) {
            assertThat(page.headers().allValues("Cache-Control")).containsExactly("no-store");
            assertThat(page.headers().allValues("Referrer-Policy")).containsExactly("no-referrer");
            assertThat(page.headers().allValues("X-Robots-Tag")).containsExactly("noindex");
            assertThat(page.headers().allValues("Content-Security-Policy"))
                    .containsExactly("default-src 'none'; style-src 'self'; img-src 'self' data:; "
                            + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
            assertThat(html(page).select("script, style, [style], [onclick]")).isEmpty();
            assertThat(html(page).select("h1, main").eachText()).hasSize(2);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, That could not be understood",
        "403, That was not accepted",
        "404, There is nothing here",
        "405, That cannot be done here",
        "413, That was too much",
        "418, That could not be understood",
        "429, That was too often",
        "500, Something went wrong on our side",
        "503, Something went wrong on our side"
    })
    void everyErrorIsExplainedAndTellsNoDetail(int status, String heading) {
        HttpResponse<String> failed = get("/fail?status=" + status, "Accept", "text/html");

        assertThat(failed.statusCode()).isEqualTo(status);
        assertThat(html(failed).select("h1").text()).isEqualTo(heading);
        assertThat(failed.body()).doesNotContain("secret detail", "Exception", "at io.");
        assertThat(html(get("/fail?status=" + status, "Accept", "text/html", "Accept-Language", "sv"))
                        .selectFirst("html")
                        .attr("lang"))
                .isEqualTo("sv");
    }

    @Test
    void anUnknownResultIsNoPage() {
        assertThat(get("/c/done?result=rich").statusCode()).isEqualTo(404);
        assertThat(get("/q/done").statusCode()).isEqualTo(404);
    }

    /** Opens the page, fills its form and posts it, as a person does. */
    private HttpResponse<String> press(String link, Map<String, String> values) {
        return post(link, filled(link, values));
    }

    private Map<String, String> filled(String link, Map<String, String> values) {
        Map<String, String> form = new TreeMap<>(values);
        Element csrf = html(get(link)).selectFirst("input[name=_csrf]");
        if (csrf != null) {
            form.put("_csrf", csrf.attr("value"));
        }
        return form;
    }

    private HttpResponse<String> post(String path, Map<String, String> form, String... headers) {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form.entrySet().stream()
                        .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                        .collect(Collectors.joining("&"))));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    private HttpResponse<String> get(String path, String... headers) {
        return send(headers.length == 0 ? request(path) : request(path).headers(headers));
    }

    private HttpRequest.Builder request(String path) {
        URI address = server.address(path);
        return HttpRequest.newBuilder(address);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        return send(browser, request);
    }

    private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("The server did not answer.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while waiting for the server.", e);
        }
    }

    private static Document html(HttpResponse<String> response) {
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/html;charset=UTF-8");
        return Jsoup.parse(response.body());
    }

    private static Map<String, List<String>> comparable(HttpResponse<String> response) {
        Map<String, List<String>> headers = new TreeMap<>(response.headers().map());
        headers.remove("date");
        return headers;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
