package io.ringback.web.api;

import io.ringback.directory.Contact;
import io.ringback.directory.PeoplePage;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A page of people. */
@Schema(name = "People", description = "A page of people, by name")
record PeopleBody(
        @Schema(requiredMode = RequiredMode.REQUIRED) List<PersonBody> people,

        @Schema(requiredMode = RequiredMode.REQUIRED, description = "Counted from 0", example = "0")
        int page,

        @Schema(requiredMode = RequiredMode.REQUIRED, description = "Most people on a page", example = "50")
        int size,

        @Schema(requiredMode = RequiredMode.REQUIRED, description = "People on all pages", example = "1")
        long total) {

    /** @param contacts by person */
    static PeopleBody of(PeoplePage page, Map<UUID, List<Contact>> contacts) {
        return new PeopleBody(
                page.people().stream()
                        .map(person -> PersonBody.of(person, contacts.getOrDefault(person.id(), List.of())))
                        .toList(),
                page.page(),
                page.size(),
                page.total());
    }
}
