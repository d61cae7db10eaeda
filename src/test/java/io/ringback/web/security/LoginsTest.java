package io.ringback.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.web.security.RawHttp.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What guesses passwords is slowed down, its victim is not, and hears of it. */
@ExtendWith(OutputCaptureExtension.class)
class LoginsTest extends SecuredServer {

    private static final int WAIT = 429;

    @Autowired
    private OperatorAccounts accounts;

    @BeforeEach
    void nothingIsToldYet() {
        jdbc.sql("delete from failed_login").update();
        jdbc.sql("delete from failed_logins_of_hour").update();
    }

    /** 200 is in, 401 is a wrong password. */
    private int logIn(String account, String password, String from) throws IOException {
        Form page = open("/login", "none=none");
        Answer answer = post(
                "/login",
                page.field() + "&username=" + account + "&password=" + password.replace(' ', '+'),
                "Cookie",
                page.cookies(),
                "X-Forwarded-For",
                from);
        return answer.status() == 302
                ? answer.header("location").endsWith("/login?error") ? 401 : 200
                : answer.status();
    }

    private List<Integer> guess(String account, int times, String from) throws IOException {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            statuses.add(logIn(account, "wrong", from));
        }
        return statuses;
    }

    @Test
    void guessingWaitsAtTheAddressItComesFrom() throws IOException {
        String guesser = nextAddress();

        assertThat(guess("gerda", 3, guesser)).containsOnly(401);
        assertThat(logIn("gerda", PASSWORD, guesser)).isEqualTo(WAIT);
        assertThat(logIn("gerda", PASSWORD, nextAddress())).isEqualTo(200);
    }

    @Test
    void aNameThatIsNoAccountsWaitsAsLong() throws IOException {
        String guesser = nextAddress();

        assertThat(guess("nobody", 3, guesser)).containsOnly(401);
        assertThat(logIn("nobody", PASSWORD, guesser)).isEqualTo(WAIT);
    }

    @Test
    void noNumberOfWrongPasswordsLocksOutWhoComesFromTheUsualPlace() throws IOException {
        String home = nextAddress();
        assertThat(logIn("greta", PASSWORD, home)).isEqualTo(200);

        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            statuses.addAll(guess("greta", 1, nextAddress()));
        }

        assertThat(statuses).contains(401).endsWith(WAIT);
        assertThat(logIn("greta", PASSWORD, home)).isEqualTo(200);
    }

    @Test
    void theOwnerIsToldOnce() throws IOException {
        String guesser = nextAddress();
        guess("anders", 1, guesser);
        guess("ada", 2, guesser);

        String cookies = logIn("ada");
        assertThat(get("/operations", "Cookie", cookies).body())
                .contains("2 failed login(s) to your account")
                .contains(guesser)
                .doesNotContain("easy to guess");
        assertThat(get("/operations", "Cookie", logIn("ada")).body()).doesNotContain("failed login(s)");
    }

    @Test
    void theOperatorsJournalShowsThemByTheHourAndStaysShort() throws IOException {
        FailedLogins failed = new FailedLogins(jdbc, accounts);
        for (int i = 0; i < 300; i++) {
            failed.add("my-password-in-the-wrong-field" + i, "192.0.2.8", false);
        }
        guess("olga", 2, nextAddress());

        String journal = get("/operations/acts", "Cookie", logIn("anders")).body();

        assertThat(journal)
                .containsPattern("<td[^>]*>olga</td><td[^>]*>[0-9.]+</td>\\s*<td[^>]*>2</td><td[^>]*>0</td>")
                .containsPattern("<td[^>]*>none of ours</td><td[^>]*>192.0.2.8</td>\\s*<td[^>]*>\\d+</td>")
                .doesNotContain("wrong-field");
        assertThat(jdbc.sql("select count(*) from failed_logins_of_hour")
                        .query(Integer.class)
                        .single())
                .as("not more than two accounts, in not more than two hours")
                .isLessThanOrEqualTo(4);
    }

    @Test
    void whoHasAWeakPasswordIsAskedToChangeIt() throws IOException {
        assertThat(get("/operations", "Cookie", logIn("anders")).body()).contains("easy to guess");
    }

    @Test
    void theLogSaysWhoseAccountAndFromWhereAndNotMoreOftenThanAPersonReads(CapturedOutput log) {
        FailedLogins failed = new FailedLogins(jdbc, accounts);
        failed.add("nils", "192.0.2.7", false);
        for (int i = 0; i < 100; i++) {
            failed.add("my-password-in-the-wrong-field", "192.0.2.8", false);
        }

        assertThat(log.getAll())
                .contains("Somebody at 192.0.2.7 did not log in as nils: wrong password.")
                .contains("Somebody at 192.0.2.8 did not log in as a name that is no account's")
                .doesNotContain("my-password-in-the-wrong-field");
        assertThat(log.getAll().lines().filter(line -> line.contains("192.0.2.8")))
                .hasSizeLessThan(40);
    }

    @Test
    void anotherSitesFormDoesNotSlowAnOperatorDown() throws IOException {
        String home = nextAddress();
        for (int i = 0; i < 5; i++) {
            assertThat(post("/login", "username=nils&password=x", "X-Forwarded-For", home)
                            .status())
                    .isEqualTo(403);
        }

        assertThat(logIn("nils", PASSWORD, home)).isEqualTo(200);
    }
}
