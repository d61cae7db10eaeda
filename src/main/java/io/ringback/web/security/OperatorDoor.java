package io.ringback.web.security;

import java.net.URI;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.logout.LogoutSuccessHandler;

/** A way in for operators beside name and password: an issuer that knows them. */
public interface OperatorDoor {

    /** Below which paths such a login starts. */
    String STARTS = "/oauth2/authorization/*";

    /**
     * Has the chain of operators' pages take logins of the issuer.
     *
     * @param http the chain, whose login page, sessions and CSRF are set
     * @param login the path of the page that says what failed
     * @param whole what is done once somebody is logged in
     * @param failed what is done if they are not
     */
    void open(HttpSecurity http, String login, AuthenticationSuccessHandler whole, AuthenticationFailureHandler failed)
            throws Exception;

    /** The path that leads to the issuer. */
    String start();

    /** Whether accounts with a password open too. */
    boolean besideAccounts();

    /**
     * Where a logout leads: to the issuer, so that it ends there too.
     *
     * @param here the path that it comes back to
     */
    LogoutSuccessHandler loggedOut(String here);

    /** The issuer, where the browser is led by forms. */
    URI issuer();
}
