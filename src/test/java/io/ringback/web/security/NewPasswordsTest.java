package io.ringback.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Camunda's Admin takes no weak password, neither for a new account nor for an old one. */
class NewPasswordsTest extends SecuredServer {

    private static final String API = "/camunda/api/engine/engine/default/user/";
    private static final String STRONG = "seven-otters-quietly-whittle";

    private String cookies;
    private String token;

    private void adaLogsIn() throws IOException {
        InCockpit ada = inCockpit(logIn("ada"));
        cookies = ada.cookies();
        token = ada.token();
    }

    private int send(String method, String target, String body) throws IOException {
        return http().send(
                        method,
                        API + target,
                        headers("Cookie", cookies, "X-XSRF-TOKEN", token, "Content-Type", "application/json"),
                        body)
                .status();
    }

    private int create(String id, String password) throws IOException {
        return send(
                "POST",
                "create",
                "{\"profile\": {\"id\": \"" + id + "\", \"firstName\": \"Eva\", \"lastName\": \"Lindqvist\"},"
                        + " \"credentials\": {\"password\": \"" + password + "\"}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"eva.lindqvist", "lindqvist1984"})
    void noneThatIsTheAccountsName(String own) throws IOException {
        adaLogsIn();
        assertThat(create("eva", own)).isEqualTo(500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"k7#mQ2z!x", "passwordpassword", "qwertyuiop12", "123456789012", "Ringback2026!"})
    void noWeakOneForANewAccountOrAnOldOne(String weak) throws IOException {
        adaLogsIn();
        assertThat(create("eva", weak)).isEqualTo(500);
        assertThat(jdbc.sql("select count(*) from act_id_user where id_ = 'eva'")
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(change("ada", weak)).isEqualTo(500);
    }

    private int change(String id, String password) throws IOException {
        return send(
                "PUT",
                id + "/credentials",
                "{\"password\": \"" + password + "\", \"authenticatedUserPassword\": \"" + PASSWORD + "\"}");
    }

    @Test
    void aStrongOneIsTakenAndHashedSlowly() throws IOException {
        adaLogsIn();
        assertThat(create("sven", STRONG)).isEqualTo(204);
        assertThat(change("sven", STRONG + "-again")).isEqualTo(204);
        assertThat(jdbc.sql("select pwd_ from act_id_user where id_ = 'sven'")
                        .query(String.class)
                        .single())
                .startsWith("{bcrypt-sha384}$2a$12$");
        jdbc.sql("delete from act_id_user where id_ = 'sven'").update();
    }
}
