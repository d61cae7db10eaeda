package io.ringback.directory;

import java.util.Optional;
import java.util.UUID;

/**
 * What decision tables may ask about a person and nobody else is told.
 *
 * @param organisation for whom the person works, as the directory writes it
 * @param country whose public holidays the person has, ISO 3166-1 such as {@code SE}, or with a region as in ISO 3166-2,
 *     such as {@code DE-BY}; empty: those of the installation's country
 * @param deputy who stands in for the person
 */
public record Particulars(Optional<String> organisation, Optional<String> country, Optional<UUID> deputy) {

    /** Nothing is known. */
    public static final Particulars NONE = new Particulars(Optional.empty(), Optional.empty(), Optional.empty());
}
