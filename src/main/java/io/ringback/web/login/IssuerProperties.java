package io.ringback.web.login;

import io.ringback.web.security.Operator;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * An issuer that operators log in at (OpenID Connect), instead of with an account here. There is none without {@code issuer}.
 *
 * @param issuer its address, below which its configuration is found (OpenID Connect Discovery 4)
 * @param clientId how it knows Ringback
 * @param clientSecret null for a public client, which PKCE alone protects
 * @param scopes what is asked for; {@code openid} always is
 * @param groupsClaim the claim of the ID token that says in which groups somebody is; dots lead into claims that have claims
 * @param nameClaim the claim that the operators' journal shows beside the issuer's own name for somebody
 * @param groups which of the claim's values let somebody in as what
 * @param localAccounts whether accounts with a password open too, for the day the issuer is down
 */
@ConfigurationProperties("ringback.oidc")
record IssuerProperties(
        URI issuer,
        String clientId,
        String clientSecret,
        @DefaultValue({"openid", "profile"}) Set<String> scopes,
        @DefaultValue("groups") String groupsClaim,
        @DefaultValue("preferred_username") String nameClaim,
        @DefaultValue Groups groups,
        @DefaultValue("false") boolean localAccounts) {

    /** The claim's values, by what they let somebody in as. */
    record Groups(
            @DefaultValue Set<String> operators,
            @DefaultValue Set<String> analysts,
            @DefaultValue Set<String> administrators) {

        Map<String, Set<String>> byGroup() {
            return Map.of(
                    Operator.OPERATORS, operators,
                    Operator.ANALYSTS, analysts,
                    Operator.ADMINISTRATORS, administrators);
        }

        private boolean isEmpty() {
            return operators.isEmpty() && analysts.isEmpty() && administrators.isEmpty();
        }
    }

    IssuerProperties {
        if (issuer != null) {
            check(issuer, clientId, groupsClaim, groups);
        }
        scopes = new TreeSet<>(scopes);
        scopes.add("openid");
    }

    private static void check(URI issuer, String clientId, String groupsClaim, Groups groups) {
        if (issuer.getHost() == null || !isSafe(issuer)) {
            throw new IllegalArgumentException(
                    "ringback.oidc.issuer is \"" + issuer + "\". Set it to the issuer's https"
                            + " address, exactly as it calls itself; http is for an issuer on this machine only.");
        }
        if (clientId == null || clientId.isBlank()) {
            throw new IllegalArgumentException(
                    "ringback.oidc.client-id is missing. Register Ringback at " + issuer + " and set the id it gives.");
        }
        if (groups.isEmpty()) {
            throw new IllegalArgumentException(
                    "ringback.oidc.groups lets nobody in. Set ringback.oidc.groups.operators,"
                            + " .analysts or .administrators to values of the claim \"" + groupsClaim + "\".");
        }
    }

    private static boolean isSafe(URI issuer) {
        if ("https".equals(issuer.getScheme())) {
            return true;
        }
        try {
            return "http".equals(issuer.getScheme())
                    && InetAddress.getByName(issuer.getHost()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
