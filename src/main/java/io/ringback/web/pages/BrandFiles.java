package io.ringback.web.pages;

import io.ringback.directory.Brand;
import io.ringback.wording.Look;
import io.ringback.wording.WordingInForce;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * What a page of a brand loads beside Ringback's own style. The style holds colours that were tried, and nothing else from disk:
 * one that could be written freely could hide the way out.
 */
@RestController
class BrandFiles {

    static final String STYLE = "colours.css";
    static final String LOGO = "logo.png";
    static final String NO_BRAND = "default";

    /** Short, as a deploy should be seen soon. */
    private static final CacheControl CACHED =
            CacheControl.maxAge(Duration.ofMinutes(5)).cachePublic();

    private final WordingInForce wording;

    BrandFiles(WordingInForce wording) {
        this.wording = wording;
    }

    @GetMapping("/brand/{brand}/" + STYLE)
    ResponseEntity<String> colours(@PathVariable String brand) {
        return reader(brand)
                .map(wording::look)
                .filter(Look::hasColours)
                .map(look -> ResponseEntity.ok()
                        .cacheControl(CACHED)
                        .contentType(MediaType.parseMediaType("text/css;charset=UTF-8"))
                        .body(style(look)))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    @GetMapping("/brand/{brand}/" + LOGO)
    ResponseEntity<byte[]> logo(@PathVariable String brand) {
        return reader(brand)
                .flatMap(wording::logo)
                .map(png -> ResponseEntity.ok()
                        .cacheControl(CACHED)
                        .contentType(MediaType.IMAGE_PNG)
                        .body(png))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    private static Optional<Locale> reader(String brand) {
        if (brand.equals(NO_BRAND)) {
            return Optional.of(Locale.ENGLISH);
        }
        return Optional.of(brand).filter(Brand::isWord).map(word -> new Brand(word).in(Locale.ENGLISH));
    }

    private static String style(Look look) {
        return """
                :root { --primary: %s; --primary-ink: %s; }
                @media (prefers-color-scheme: dark) { :root { --primary: %s; --primary-ink: %s; } }
                """.formatted(look.primary(), look.primaryInk(), look.darkPrimary(), look.darkPrimaryInk());
    }
}
