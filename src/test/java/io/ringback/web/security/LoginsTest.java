package io.ringback.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.web.security.RawHttp.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What guesses passwords is slowed down, its victim is not, and hears of it: at our door and at the engine's. */
@ExtendWith(OutputCaptureExtension.class)
class LoginsTest extends SecuredServer {

    private static final int WAIT = 429;

    /** Where a login is asked for. */
    enum Door {
        OURS("gerda", "greta"),
        THE_ENGINES("vera", "vilma");

        private final String account;
        private final String account2;

        Door(String account, String account2) {
            this.account = account;
            this.account2 = account2;
        }
    }

    @Autowired
    private OperatorAccounts accounts;

    /** Accounts that no other test logs in with, as what is counted stays. */
    @BeforeEach
    void addAccounts() {
        jdbc.sql("delete from failed_login").update();
        for (String copy : List.of(Door.THE_ENGINES.account, Door.THE_ENGINES.account2)) {
            jdbc.sql("insert into act_id_user (id_, rev_, pwd_, salt_) select ?, 1, pwd_, salt_ from act_id_user"
                            + " where id_ = 'ada' on conflict do nothing")
                    .param(copy)
                    .update();
            jdbc.sql("insert into act_id_membership (user_id_, group_id_) values (?, 'camunda-admin')"
                            + " on conflict do nothing")
                    .param(copy)
                    .update();
        }
    }

    @AfterEach
    void noAccounts() {
        for (String copy : List.of(Door.THE_ENGINES.account, Door.THE_ENGINES.account2)) {
            jdbc.sql("delete from act_id_membership where user_id_ = ?")
                    .param(copy)
                    .update();
            jdbc.sql("delete from act_id_user where id_ = ?").param(copy).update();
        }
    }

    /** 200 is in, 401 is a wrong password. */
    private int logIn(Door door, String account, String password, String from) throws IOException {
        String form = "username=" + account + "&password=" + password.replace(' ', '+');
        if (door == Door.OURS) {
            Form page = open("/login", "none=none");
            Answer answer =
                    post("/login", page.field() + "&" + form, "Cookie", page.cookies(), "X-Forwarded-For", from);
            return answer.status() == 302
                    ? answer.header("location").endsWith("/login?error") ? 401 : 200
                    : answer.status();
        }
        Answer page = get("/camunda/app/cockpit/default/");
        String token = page.cookie("XSRF-TOKEN").orElseThrow();
        return post(
                        "/camunda/api/admin/auth/user/default/login/cockpit",
                        form,
                        "Cookie",
                        "JSESSIONID=" + page.cookie("JSESSIONID").orElseThrow() + "; XSRF-TOKEN=" + token,
                        "X-XSRF-TOKEN",
                        token,
                        "Accept",
                        "application/json",
                        "X-Forwarded-For",
                        from)
                .status();
    }

    private List<Integer> guess(Door door, String account, int times, String from) throws IOException {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            statuses.add(logIn(door, account, "wrong", from));
        }
        return statuses;
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void guessingWaitsAtTheAddressItComesFrom(Door door) throws IOException {
        String guesser = nextAddress();

        assertThat(guess(door, door.account, 3, guesser)).containsOnly(401);
        assertThat(logIn(door, door.account, PASSWORD, guesser)).isEqualTo(WAIT);
        assertThat(logIn(door, door.account, PASSWORD, nextAddress())).isEqualTo(200);
    }

    @Test
    void aNameThatIsNoAccountsWaitsAsLong() throws IOException {
        String guesser = nextAddress();

        assertThat(guess(Door.OURS, "nobody", 3, guesser)).containsOnly(401);
        assertThat(logIn(Door.OURS, "nobody", PASSWORD, guesser)).isEqualTo(WAIT);
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void noNumberOfWrongPasswordsLocksOutWhoComesFromTheUsualPlace(Door door) throws IOException {
        String home = nextAddress();
        assertThat(logIn(door, door.account2, PASSWORD, home)).isEqualTo(200);

        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            statuses.addAll(guess(door, door.account2, 1, nextAddress()));
        }

        assertThat(statuses).contains(401).endsWith(WAIT);
        assertThat(logIn(door, door.account2, PASSWORD, home)).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void theOwnerIsToldOnce(Door door) throws IOException {
        String guesser = nextAddress();
        guess(door, "anders", 1, guesser);
        guess(door, "ada", 2, guesser);

        String cookies = logIn("ada");
        assertThat(get("/operations", "Cookie", cookies).body())
                .contains("<strong><span>2</span> failed login(s)</strong>")
                .contains(guesser)
                .doesNotContain("easy to guess");
        assertThat(get("/operations", "Cookie", logIn("ada")).body()).doesNotContain("failed login(s)");
    }

    @Test
    void whoHasAWeakPasswordIsAskedToChangeIt() throws IOException {
        assertThat(get("/operations", "Cookie", logIn("anders")).body()).contains("easy to guess");
    }

    @Test
    void theLogSaysWhoseAccountAndFromWhereAndNotMoreOftenThanAPersonReads(CapturedOutput log) {
        FailedLogins failed = new FailedLogins(jdbc, accounts);
        failed.add("nils", "192.0.2.7");
        for (int i = 0; i < 100; i++) {
            failed.add("my-password-in-the-wrong-field", "192.0.2.8");
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
            assertThat(post(
                                    "/camunda/api/admin/auth/user/default/login/cockpit",
                                    "username=nils&password=x",
                                    "X-Forwarded-For",
                                    nextAddress())
                            .status())
                    .isEqualTo(403);
        }

        assertThat(logIn(Door.OURS, "nils", PASSWORD, home)).isEqualTo(200);
    }
}
