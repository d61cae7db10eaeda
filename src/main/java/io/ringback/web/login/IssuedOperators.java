package io.ringback.web.login;

import io.ringback.web.security.Operator;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;

/**
 * Makes operators of people whom the issuer knows, by the groups in their ID token alone: it is signed for Ringback and for this login. Who
 * has no group that lets them in is refused.
 */
final class IssuedOperators implements OAuth2UserService<OidcUserRequest, OperatorOfIssuer> {

    private static final int LONGEST_SUBJECT = 150;
    private static final int LONGEST_NAME = 64;

    private final IssuerProperties settings;

    IssuedOperators(IssuerProperties settings) {
        this.settings = settings;
    }

    @Override
    public OperatorOfIssuer loadUser(OidcUserRequest login) {
        OidcIdToken token = login.getIdToken();
        Set<String> claimed = values(token.getClaims(), settings.groupsClaim());
        Set<String> groups = settings.groups().byGroup().entrySet().stream()
                .filter(group -> group.getValue().stream().anyMatch(claimed::contains))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        if (groups.isEmpty()) {
            throw new OAuth2AuthenticationException(new OAuth2Error(Operator.NO_GROUP));
        }
        if (token.getSubject().length() > LONGEST_SUBJECT) {
            throw new OAuth2AuthenticationException("The subject is longer than " + LONGEST_SUBJECT);
        }
        Operator operator = new Operator(name(token), groups);
        return new OperatorOfIssuer(operator.id(), operator.authorities(), token);
    }

    /**
     * The name that people know and the one that the issuer never gives to somebody else (OpenID Connect Core 5.7). The colon stands in no
     * account's name.
     */
    private String name(OidcIdToken token) {
        String known = token.getClaims().get(settings.nameClaim()) instanceof String name
                ? name.replaceAll("[^\\p{L}\\p{N}._@+-]", "_")
                : "oidc";
        return known.substring(0, Math.min(known.length(), LONGEST_NAME)) + ":" + token.getSubject();
    }

    private static Set<String> values(Map<String, Object> claims, String path) {
        Object found = claims.get(path);
        if (found == null) {
            found = claims;
            for (String part : Arrays.asList(path.split("\\."))) {
                found = found instanceof Map<?, ?> inner ? inner.get(part) : null;
            }
        }
        Collection<?> all = found instanceof Collection<?> many ? many : found == null ? List.of() : List.of(found);
        return all.stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .collect(Collectors.toSet());
    }
}
