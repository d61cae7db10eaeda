package io.ringback.wording;

import io.ringback.directory.Brand;
import java.util.Locale;
import java.util.Optional;

/**
 * A file of texts by its place in {@code wording/}.
 *
 * @param path from the folder on, such as {@code default/en/letters.properties}
 * @param brand empty for those who are served under none
 * @param language as its folder is called
 * @param of what it holds
 */
public record TextsFile(String path, Optional<Brand> brand, Locale language, TextsOf of) {

    /** Whom it is for: the language, with the brand if there is one. */
    public Locale reader() {
        return brand.map(one -> one.in(language)).orElse(language);
    }
}
