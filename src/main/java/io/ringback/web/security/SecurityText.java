package io.ringback.web.security;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * Where to tell that something is not safe about this installation ({@code security.txt}, RFC 9116), if its owner has said so.
 * Without a contact there is no such file.
 */
@RestController
class SecurityText {

    static final String PATH = "/.well-known/security.txt";

    private static final Set<String> SCHEMES = Set.of("mailto", "https", "tel");
    /** RFC 9116 2.5.5 wants less than a year. It is counted from each request, as the contact is as fresh as the setting. */
    private static final Duration FRESH = Duration.ofDays(30);

    private final Optional<URI> contact;
    private final String publicUrl;
    private final Clock clock;

    SecurityText(
            @Value("${ringback.security-contact:}") String contact,
            @Value("${ringback.public-url:}") String publicUrl,
            Clock clock) {
        this.contact = contact.isBlank() ? Optional.empty() : Optional.of(read(contact.strip()));
        this.publicUrl = publicUrl.replaceAll("/+$", "");
        this.clock = clock;
    }

    private static URI read(String contact) {
        try {
            URI uri = new URI(contact);
            if (uri.getScheme() != null && SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT))) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Said below, together with what has no scheme.
        }
        throw new IllegalArgumentException("ringback.security-contact is \"" + contact
                + "\". Write an address such as mailto:security@example.com or https://example.com/report.");
    }

    /** The file as RFC 9116 2.5 writes it. */
    @GetMapping(path = PATH, produces = "text/plain;charset=UTF-8")
    ResponseEntity<String> text() {
        URI address = contact.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        Instant expires = clock.instant().plus(FRESH).truncatedTo(ChronoUnit.SECONDS);
        return ResponseEntity.ok("Contact: " + address.toASCIIString() + "\nExpires: " + expires
                + "\nPreferred-Languages: en, sv\n"
                + (publicUrl.startsWith("https://") ? "Canonical: " + publicUrl + PATH + "\n" : ""));
    }
}
