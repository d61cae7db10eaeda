package io.ringback.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.directory.Address;
import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences;
import io.ringback.faults.ScriptedSmtpServer.Taken;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One failed call between two people of its own, and what the switch and the two do about it. Whoever gets no answer, or
 * hears of a fault of the server, tries again: the switch with the same id, people with the same link.
 */
final class PlayedCase {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Pattern QUESTION_LINK = Pattern.compile("/q/([A-Za-z0-9_-]{22})");
    private static final Pattern CONTACT_LINK = Pattern.compile("/c/([A-Za-z0-9_-]{22})");
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
    private static final Pattern DEVICE = Pattern.compile("name=\"device\" value=\"([^\"]+)\"");
    private static final Pattern CASE_ID = Pattern.compile("\"caseId\"\\s*:\\s*\"([0-9a-f-]{36})\"");

    private final Installation installation;
    private final Supplier<RunningRingback> node;
    private final int number = NUMBER.incrementAndGet();

    PlayedCase(Installation installation, Supplier<RunningRingback> node) {
        this.installation = installation;
        this.node = node;
        person("Anna", annasPhone(), annasMail());
        person("Bob", bobsPhone(), bobsMail());
    }

    private void person(String name, String phone, String mail) {
        Device mobile = new Device(UUID.randomUUID(), Medium.VOICE, new Address("tel:" + phone), "Mobile");
        Device mailbox = new Device(UUID.randomUUID(), Medium.EMAIL, new Address("mailto:" + mail), "Mail");
        installation
                .directory()
                .save(new Person(
                        UUID.randomUUID(),
                        name + " " + number,
                        Locale.ENGLISH,
                        ZoneId.of("UTC"),
                        Preferences.UNSET,
                        List.of(mobile, mailbox)));
    }

    /** Of both. */
    Stream<String> addresses() {
        return Stream.of(annasPhone(), annasMail(), bobsPhone(), bobsMail());
    }

    String annasPhone() {
        return "+4670%07d".formatted(1_000_000 + number);
    }

    String bobsPhone() {
        return "+4670%07d".formatted(2_000_000 + number);
    }

    String annasMail() {
        return "anna" + number + "@people.test";
    }

    String bobsMail() {
        return "bob" + number + "@people.test";
    }

    /** The switch tells of the failed call until it gets an answer that is no fault of the server. */
    UUID callFails() {
        return caseIn(untilAnswered(() -> tell("call-" + number)));
    }

    /** The switch tells of the failed call once, and waits so long for the answer; later it may do so until it is answered. */
    HttpResponse<String> callFailsOnce(Duration patience) throws IOException, InterruptedException {
        RunningRingback told = node.get();
        return told.send(request("call-" + number, told), patience);
    }

    /** The switch tells of a failed call under the given id, once. */
    HttpResponse<String> tell(String id) throws IOException, InterruptedException {
        return tell(id, node.get());
    }

    /** The switch tells {@code told} of a failed call, once. */
    HttpResponse<String> tell(String id, RunningRingback told) throws IOException, InterruptedException {
        return told.send(request(id, told));
    }

    private HttpRequest.Builder request(String id, RunningRingback told) {
        String body = """
                {"id":"%s","caller":"%s","callee":"%s","medium":"VOICE","cause":"BUSY","occurredAt":"%s"}
                """.formatted(id, annasPhone(), bobsPhone(), FIRST_TRY);
        return HttpRequest.newBuilder(told.address("/api/failed-calls"))
                .header("Authorization", "Bearer " + Installation.API_KEY)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    /** The same for every repetition, as the same id with other content would be a conflict. */
    private static final Instant FIRST_TRY = Instant.now().minusSeconds(10);

    static UUID caseIn(HttpResponse<String> answer) {
        Matcher id = CASE_ID.matcher(answer.body());
        assertThat(id.find())
                .as("HTTP %d: %s", answer.statusCode(), answer.body())
                .isTrue();
        return UUID.fromString(id.group(1));
    }

    String questionToken() {
        return token(annasMail(), QUESTION_LINK);
    }

    String contactToken() {
        return token(bobsMail(), CONTACT_LINK);
    }

    /** Waits for the mail; the token in the newest copy. */
    private String token(String recipient, Pattern link) {
        String[] found = new String[1];
        await("mail to " + recipient).atMost(Installation.PATIENCE).until(() -> {
            for (Taken mail : installation.smtp.takenFor(recipient)) {
                Matcher matcher = link.matcher(mail.text());
                if (matcher.find()) {
                    found[0] = matcher.group(1);
                }
            }
            return found[0] != null;
        });
        return found[0];
    }

    /** The caller says yes on the page, again and again until it is taken. */
    void sayYes() {
        press("/q/" + questionToken(), "yes", "answer");
    }

    /** The callee has the caller informed, again and again until it is taken. */
    void useContactMeans() {
        press("/c/" + contactToken(), "inform", "choice");
    }

    /** The callee has the two connected, likewise. */
    void askToBeConnected() {
        press("/c/" + contactToken(), "connect", "choice");
    }

    private void press(String path, String value, String field) {
        boolean[] lost = new boolean[1];
        await(path).atMost(Installation.PATIENCE).until(() -> {
            try {
                HttpResponse<String> answer = press(path, Map.of(field, value), node.get());
                if (answer.statusCode() >= 500) {
                    lost[0] = true;
                    return false;
                }
                // Whoever did not see the answer to the first press finds the link used, or the case over.
                assertThat(answer.statusCode()).isIn(lost[0] ? List.of(303, 404, 410) : List.of(303));
                return true;
            } catch (IOException e) {
                lost[0] = true;
                return false;
            }
        });
    }

    /** The cookie of an operator who has logged in. */
    static String loggedIn(String account, RunningRingback node) throws IOException, InterruptedException {
        return press("/login", Map.of("username", account, "password", Installation.ADMIN_PASSWORD), node)
                .headers()
                .allValues("Set-Cookie")
                .stream()
                .filter(cookie -> cookie.startsWith("JSESSIONID="))
                .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                .findAny()
                .orElseThrow();
    }

    /** Opens a page as a browser and sends its form, once; 404 if the page is not there. */
    static HttpResponse<String> press(String path, Map<String, String> pressed, RunningRingback node)
            throws IOException, InterruptedException {
        HttpResponse<String> page = node.get(path);
        if (page.statusCode() != 200) {
            return page;
        }
        return node.send(form(path, page, pressed, node));
    }

    /** The request that sends the form of an opened page. */
    static HttpRequest.Builder form(
            String path, HttpResponse<String> page, Map<String, String> pressed, RunningRingback node) {
        Map<String, String> fields = new LinkedHashMap<>(new HashMap<>(pressed));
        fields.put("_csrf", first(CSRF, page.body()));
        if (pressed.containsKey("choice")) {
            fields.put("device", first(DEVICE, page.body()));
        }
        StringBuilder body = new StringBuilder();
        fields.forEach((name, value) -> body.append(body.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        String cookie = page.headers().firstValue("Set-Cookie").orElseThrow();
        return HttpRequest.newBuilder(node.address(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Cookie", cookie.substring(0, cookie.indexOf(';')))
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
        return matcher.group(1);
    }

    /** A reply to the newest mail that {@code recipient} got, as their mail program would write it. */
    String reply(String recipient, String text) {
        List<Taken> mails = installation.smtp.takenFor(recipient);
        return "From: <" + recipient + ">\r\nTo: " + mails.get(mails.size() - 1).replyTo()
                + "\r\nSubject: Re: your question\r\nMessage-ID: <" + UUID.randomUUID() + "@people.test>\r\n"
                + "Content-Type: text/plain; charset=utf-8\r\n\r\n" + text + "\r\n";
    }

    interface Request {
        HttpResponse<String> send() throws IOException, InterruptedException;
    }

    private static HttpResponse<String> untilAnswered(Request request) {
        List<HttpResponse<String>> answers = new java.util.ArrayList<>();
        await().atMost(Installation.PATIENCE).until(() -> {
            try {
                HttpResponse<String> answer = request.send();
                answers.add(answer);
                return answer.statusCode() < 500;
            } catch (IOException e) {
                return false;
            }
        });
        return answers.get(answers.size() - 1);
    }

    /** Waits until the case has ended so. */
    void awaitOutcome(UUID caseId, String outcome) {
        await("outcome of case " + caseId)
                .atMost(Installation.PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(standing(caseId)).isEqualTo(outcome));
    }

    /** The outcome, or the state while there is none. */
    String standing(UUID caseId) {
        return installation
                .jdbc()
                .sql("select coalesce(outcome, state) from failed_call_case where id = ?")
                .param(caseId)
                .query(String.class)
                .single();
    }

    /** How many lines of the case's journal say this. */
    int journal(UUID caseId, String step, String result) {
        return installation
                .jdbc()
                .sql("select count(*) from journal where case_id = ? and step = ? and result = ?")
                .params(caseId, step, result)
                .query(Integer.class)
                .single();
    }

    /** How many events of this kind the inbox holds for the case. */
    int events(UUID caseId, String kind) {
        return installation
                .jdbc()
                .sql("select count(*) from inbound_event where case_id = ? and kind = ?")
                .params(caseId, kind)
                .query(Integer.class)
                .single();
    }

    /** How many letters of the case the mail server has taken. */
    int letters() {
        return installation.smtp.takenFor(annasMail()).size()
                + installation.smtp.takenFor(bobsMail()).size();
    }

    /** How many of these the journal says may have been taken before. */
    int copiesNoted(UUID caseId) {
        return installation
                .jdbc()
                .sql("select count(*) from journal where case_id = ? and result = 'ANSWER_LOST'")
                .param(caseId)
                .query(Integer.class)
                .single();
    }

    /**
     * Each message of the case was taken by the mail server once, or once more for each time that the journal says its
     * answer was lost; and all copies bear one Message-ID.
     */
    void assertNobodyWasWrittenToTwice(UUID caseId) {
        List<Taken> toAnna = installation.smtp.takenFor(annasMail());
        assertCopies(
                caseId,
                "QUESTION",
                toAnna.stream().filter(PlayedCase::isQuestion).toList());
        assertCopies(
                caseId,
                "INFORMATION",
                toAnna.stream().filter(mail -> !isQuestion(mail)).toList());
        assertCopies(caseId, "NOTIFICATION", installation.smtp.takenFor(bobsMail()));
    }

    private static boolean isQuestion(Taken mail) {
        return QUESTION_LINK.matcher(mail.text()).find();
    }

    private void assertCopies(UUID caseId, String step, List<Taken> copies) {
        assertThat(copies)
                .as("%s of case %s", step, caseId)
                .hasSizeBetween(1, 1 + journal(caseId, step, "ANSWER_LOST"));
        assertThat(copies.stream().map(Taken::messageId).distinct()).as(step).hasSize(1);
        assertThat(journal(caseId, step, "SENT"))
                .as("%s recorded as sent", step)
                .isEqualTo(1);
    }
}
