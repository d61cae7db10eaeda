package io.ringback.protocol.sip;

import io.ringback.protocol.sip.SipSettings.Account;
import java.security.SecureRandom;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.Optional;
import javax.sip.header.AuthorizationHeader;
import javax.sip.header.HeaderFactory;
import javax.sip.header.ProxyAuthenticateHeader;
import javax.sip.header.ProxyAuthorizationHeader;
import javax.sip.header.WWWAuthenticateHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * Answers challenges with the account we have (RFC 3261 section 22, RFC 7616, RFC 8760): the strongest algorithm of each
 * realm that asks, and each realm of several. Safe for use by many threads.
 */
final class Credentials {

    private static final int NONCES_REMEMBERED = 256;

    private final Optional<Account> account;
    private final HeaderFactory headers;
    private final SecureRandom random = new SecureRandom();
    /** How often each nonce was used. */
    private final Map<String, Integer> uses = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > NONCES_REMEMBERED;
        }
    };

    Credentials(Optional<Account> account, HeaderFactory headers) {
        this.account = account;
        this.headers = headers;
    }

    /**
     * The request to be sent next, in a new transaction: {@code original} with our credentials, the next CSeq and no Via
     * branch of its own yet (JAIN-SIP sets it).
     *
     * @return empty if the response is no challenge (401, 407), or none that can be answered: no account, no algorithm that
     *     we know, or our credentials were refused already (they were sent, and the nonce was not stale)
     */
    Optional<Request> authorize(Response response, Request original) {
        if (account.isEmpty() || !isChallenge(response)) {
            return Optional.empty();
        }
        try {
            List<AuthorizationHeader> answers = new ArrayList<>();
            for (WWWAuthenticateHeader strongest : strongest(response)) {
                if (refused(strongest, original)) {
                    return Optional.empty();
                }
                answers.add(answer(strongest, original));
            }
            return answers.isEmpty() ? Optional.empty() : Optional.of(again(original, answers));
        } catch (ParseException e) {
            // What the peer wrote into its challenge cannot be written back.
            return Optional.empty();
        }
    }

    static boolean isChallenge(Response response) {
        return response.getStatusCode() == Response.UNAUTHORIZED
                || response.getStatusCode() == Response.PROXY_AUTHENTICATION_REQUIRED;
    }

    /** One challenge per realm. JAIN-SIP's Proxy-Authenticate is a WWW-Authenticate too. */
    private static List<WWWAuthenticateHeader> strongest(Response challenge) {
        Map<String, WWWAuthenticateHeader> byRealm = new LinkedHashMap<>();
        for (String name : List.of(WWWAuthenticateHeader.NAME, ProxyAuthenticateHeader.NAME)) {
            ListIterator<?> all = challenge.getHeaders(name);
            while (all.hasNext()) {
                WWWAuthenticateHeader one = (WWWAuthenticateHeader) all.next();
                if (usable(one)) {
                    byRealm.merge(
                            name + one.getRealm(), one, (a, b) -> strength(b).compareTo(strength(a)) > 0 ? b : a);
                }
            }
        }
        return List.copyOf(byRealm.values());
    }

    private static boolean usable(WWWAuthenticateHeader challenge) {
        return "Digest".equalsIgnoreCase(challenge.getScheme())
                && challenge.getRealm() != null
                && challenge.getNonce() != null
                && DigestAlgorithm.named(challenge.getAlgorithm()).isPresent()
                && (challenge.getQop() == null || offersAuth(challenge));
    }

    private static boolean offersAuth(WWWAuthenticateHeader challenge) {
        return Arrays.stream(challenge.getQop().split(","))
                .anyMatch(qop -> qop.strip().equalsIgnoreCase("auth"));
    }

    private static DigestAlgorithm strength(WWWAuthenticateHeader challenge) {
        return DigestAlgorithm.named(challenge.getAlgorithm()).orElseThrow();
    }

    /** Whether we showed this realm our credentials already, and not only with a nonce that has grown old. */
    private static boolean refused(WWWAuthenticateHeader challenge, Request original) {
        if (challenge.isStale()) {
            return false;
        }
        Iterator<?> shown = original.getHeaders(answerTo(challenge));
        while (shown.hasNext()) {
            if (challenge.getRealm().equals(((AuthorizationHeader) shown.next()).getRealm())) {
                return true;
            }
        }
        return false;
    }

    private static String answerTo(WWWAuthenticateHeader challenge) {
        return challenge instanceof ProxyAuthenticateHeader ? ProxyAuthorizationHeader.NAME : AuthorizationHeader.NAME;
    }

    private AuthorizationHeader answer(WWWAuthenticateHeader challenge, Request original) throws ParseException {
        DigestAlgorithm algorithm = strength(challenge);
        Account we = account.orElseThrow();
        String uri = original.getRequestURI().toString();
        AuthorizationHeader answer = challenge instanceof ProxyAuthenticateHeader
                ? headers.createProxyAuthorizationHeader("Digest")
                : headers.createAuthorizationHeader("Digest");
        answer.setUsername(we.user());
        answer.setRealm(challenge.getRealm());
        answer.setNonce(challenge.getNonce());
        answer.setURI(original.getRequestURI());
        if (challenge.getAlgorithm() != null) {
            answer.setAlgorithm(algorithm.token());
        }
        if (challenge.getOpaque() != null) {
            answer.setOpaque(challenge.getOpaque());
        }
        if (challenge.getQop() == null) {
            answer.setResponse(algorithm.response(
                    we.user(), challenge.getRealm(), we.password(), challenge.getNonce(), original.getMethod(), uri));
        } else {
            int count = use(challenge.getNonce());
            String clientNonce = clientNonce();
            answer.setQop("auth");
            answer.setCNonce(clientNonce);
            answer.setNonceCount(count);
            answer.setResponse(algorithm.response(
                    we.user(),
                    challenge.getRealm(),
                    we.password(),
                    challenge.getNonce(),
                    String.format("%08x", count),
                    clientNonce,
                    original.getMethod(),
                    uri));
        }
        return answer;
    }

    private int use(String nonce) {
        synchronized (uses) {
            return uses.merge(nonce, 1, Integer::sum);
        }
    }

    private String clientNonce() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Request again(Request original, List<AuthorizationHeader> answers) {
        Request request = Messages.another(original);
        Map<String, List<AuthorizationHeader>> shown = shownBefore(request, answers);
        for (AuthorizationHeader answer : answers) {
            shown.computeIfAbsent(answer.getName(), name -> new ArrayList<>()).add(answer);
        }
        shown.forEach((name, all) -> {
            request.removeHeader(name);
            all.forEach(request::addHeader);
        });
        return request;
    }

    /** Credentials for other realms stay: each proxy on the way wants its own (RFC 3261 22.3). */
    private static Map<String, List<AuthorizationHeader>> shownBefore(
            Request request, List<AuthorizationHeader> answers) {
        Map<String, List<AuthorizationHeader>> shown = new HashMap<>();
        for (String name : List.of(AuthorizationHeader.NAME, ProxyAuthorizationHeader.NAME)) {
            Iterator<?> all = request.getHeaders(name);
            while (all.hasNext()) {
                AuthorizationHeader one = (AuthorizationHeader) all.next();
                boolean renewed = answers.stream()
                        .anyMatch(answer -> answer.getName().equals(name)
                                && answer.getRealm().equals(one.getRealm()));
                if (!renewed) {
                    shown.computeIfAbsent(name, key -> new ArrayList<>()).add(one);
                }
            }
        }
        return shown;
    }
}
