package io.ringback.web.operations.find;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.sealing.SealedAddresses;
import io.ringback.web.security.RawHttp.Answer;
import io.ringback.web.security.SecuredServer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Finding cases as operators do it, in the browser. */
class FindPageTest extends SecuredServer {

    private static final String CASES = "/operations/cases";
    private static final String NUMBER = "070-123 45 67";

    private final UUID anna = UUID.randomUUID();
    private final UUID open = UUID.randomUUID();
    private final UUID ended = UUID.randomUUID();

    @Autowired
    private SealedAddresses addresses;

    @BeforeEach
    void twoCasesOfAnna() {
        jdbc.sql(
                        "insert into person (id, name, language, time_zone) values (?, 'Anna <b> Lindqvist', 'sv', 'Europe/Stockholm')")
                .param(anna)
                .update();
        jdbc.sql("insert into device (id, person_id, medium, address_hash, address_sealed, label, position)"
                        + " values (?, ?, 'VOICE', ?, '', 'Mobile', 0)")
                .params(UUID.randomUUID(), anna, addresses.hash("tel:+46701234567"))
                .update();
        String insert =
                "insert into failed_call_case (id, caller_id, caller_sealed, callee_sealed, failed_medium, cause,"
                        + " first_tried_at, last_tried_at, state, outcome, opened_at, ended_at)"
                        + " values (?, ?, '', '', 'VOICE', 'NO_ANSWER', now(), now(), ?, ?, now(), ?::timestamptz)";
        jdbc.sql(insert).params(open, anna, "ASKING_CALLER", null, null).update();
        jdbc.sql(insert).params(ended, null, "ENDED", "INFORMED", "now").update();
        jdbc.sql(
                        "insert into outbound_message (id, case_id, kind, medium, person_id, device_id, state, created_at, problem)"
                                + " values (?, ?, 'QUESTION', 'EMAIL', ?, ?, 'FAILED', now(), 'mailbox <full>')")
                .params(UUID.randomUUID(), open, anna, UUID.randomUUID())
                .update();
    }

    @AfterEach
    void empty() {
        jdbc.sql("truncate failed_call_case, person, saved_view cascade").update();
    }

    private Answer find(String who, String words, String others) throws IOException {
        Form form = open(CASES, logIn(who));
        return post(
                CASES + "/find",
                form.field() + "&words=" + URLEncoder.encode(words, StandardCharsets.UTF_8) + others,
                "Cookie",
                form.cookies());
    }

    private String see(String who, String target) throws IOException {
        Answer page = get(target, "Cookie", logIn(who));
        assertThat(page.status()).isEqualTo(200);
        return page.body();
    }

    @Test
    void runningAndEndedCasesAreListedInPlainWords() throws IOException {
        assertThat(see("olga", CASES))
                .contains(open.toString(), ended.toString(), "Anna &lt;b&gt; Lindqvist", "unknown")
                .contains("call, no answer", "asking the caller", "caller informed", "mailbox &lt;full&gt;")
                .doesNotContain(">NO_ANSWER<", ">INFORMED<", "<b> Lindqvist");
        assertThat(see("anders", CASES + "?state=ENDED"))
                .contains(ended.toString(), "state: ended")
                .doesNotContain(open.toString());
        assertThat(see("anders", CASES + "?since=soon")).contains("That is no time.");
        assertThat(see("anders", CASES + "?after=nonsense&state=%27&case=1%27")).contains(open.toString());
        assertThat(get(CASES + "?outOfStep=true", "Cookie", logIn("anders")).header("location"))
                .endsWith(CASES + "?trouble=OUT_OF_STEP");
    }

    @Test
    void aNumberIsSoughtWithoutComingIntoALinkOrAJournal() throws IOException {
        Form form = open(CASES, logIn("olga"));
        Answer found = post(
                CASES + "/find",
                form.field() + "&state=ASKING_CALLER&words=" + URLEncoder.encode(NUMBER, StandardCharsets.UTF_8),
                "Cookie",
                form.cookies());

        assertThat(found.status()).isEqualTo(302);
        assertThat(found.header("location")).endsWith(CASES + "?person=" + anna + "&state=ASKING_CALLER");
        assertThat(get(found.header("location"), "Cookie", form.cookies()).body())
                .contains("Looked for the telephone number that ends in …67, which is Anna &lt;b&gt; Lindqvist’s.")
                .contains(open.toString())
                .doesNotContain(ended.toString())
                .doesNotContain("1234567", NUMBER);
        assertThat(jdbc.sql("select act from operator_act order by id desc limit 1")
                        .query(String.class)
                        .single())
                .isEqualTo("Looked for cases");
    }

    @Test
    void anIdOpensTheCase() throws IOException {
        assertThat(find("ada", ended.toString(), "").header("location")).endsWith(CASES + "/" + ended);
    }

    @Test
    void aNameFindsAPersonAndWordsFindAProblem() throws IOException {
        assertThat(find("olga", "anna", "").header("location")).endsWith("?person=" + anna);
        assertThat(find("olga", "mailbox", "").header("location")).endsWith("?problem=mailbox");
        assertThat(find("olga", "Zacharias", "").header("location")).endsWith(CASES);
        assertThat(find("olga", "mailbox", "&ofProblem=true").header("location"))
                .endsWith("?problem=mailbox");
        assertThat(see("olga", CASES + "?problem=mailbox"))
                .contains("problem: mailbox", open.toString())
                .doesNotContain(ended.toString());
        assertThat(see("olga", CASES + "?person=" + anna))
                .contains(open.toString())
                .doesNotContain(ended.toString());
    }

    @Test
    void viewsAreSavedByEachForThemselves() throws IOException {
        Form form = open(CASES, logIn("olga"));
        Answer saved = post(
                CASES + "/views",
                form.field() + "&name=Failed+%3Cnow%3E&since=1h&trouble=UNDELIVERED&nonsense=1",
                "Cookie",
                form.cookies());

        assertThat(saved.header("location")).endsWith(CASES + "?since=1h&trouble=UNDELIVERED");
        assertThat(see("olga", CASES))
                .containsPattern(
                        "href=\"/operations/cases\\?since=1h&amp;trouble=UNDELIVERED\"[^>]*>Failed &lt;now&gt;<");
        assertThat(see("ada", CASES)).doesNotContain("Failed &lt;now&gt;");

        Form others = open(CASES, logIn("ada"));
        post(CASES + "/views/delete", others.field() + "&name=Failed+%3Cnow%3E", "Cookie", others.cookies());
        assertThat(see("olga", CASES)).contains("Failed &lt;now&gt;");
        post(CASES + "/views/delete", form.field() + "&name=Failed+%3Cnow%3E", "Cookie", form.cookies());
        assertThat(see("olga", CASES)).doesNotContain("Failed &lt;now&gt;");
        post(CASES + "/views", form.field() + "&name=", "Cookie", form.cookies());
        assertThat(jdbc.sql("select count(*) from saved_view").query(Long.class).single())
                .isZero();
    }

    @Test
    void analystsFilterAndHaveNoField() throws IOException {
        assertThat(see("anders", CASES)).doesNotContain("/operations/cases/find", "/operations/cases/views");
        Form form = open("/operations/second-factor", logIn("anders"));
        assertThat(post(CASES + "/find", form.field() + "&words=anna", "Cookie", form.cookies())
                        .status())
                .isEqualTo(403);
        assertThat(post(CASES + "/views", form.field() + "&name=mine", "Cookie", form.cookies())
                        .status())
                .isEqualTo(403);
        assertThat(post(CASES + "/find", "words=anna", "Cookie", logIn("olga")).status())
                .isEqualTo(403);
        assertThat(get(CASES).status()).isEqualTo(302);
    }
}
