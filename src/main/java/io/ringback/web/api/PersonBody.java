package io.ringback.web.api;

import io.ringback.directory.Brand;
import io.ringback.directory.Contact;
import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences;
import io.ringback.directory.Preferences.ReturnCallsTo;
import io.ringback.directory.QuietHours;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A person as API clients write and read one. */
@Schema(
        name = "Person",
        description = "A person: who they are, what they prefer and which devices reach them",
        additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
record PersonBody(
        @Schema(
                description = "Given by Ringback on POST, by you on PUT; leave it out of a request, or repeat it",
                example = "3f1c1f0e-6a0c-4b5e-9d61-0f6f1d5c2a77")
        UUID id,

        @Schema(
                requiredMode = RequiredMode.REQUIRED,
                minLength = 1,
                maxLength = 100,
                example = "Anna Andersson",
                description = "As others may see it")
        String name,

        @Schema(
                requiredMode = RequiredMode.REQUIRED,
                example = "sv",
                description = "BCP 47; messages and pages are written in it where Ringback knows it, else in English")
        String language,

        @Schema(
                requiredMode = RequiredMode.REQUIRED,
                example = "Europe/Stockholm",
                description = "IANA name of the time zone in which times are shown")
        String timeZone,

        @Schema(description = "All false, CALLING_PHONE, and the installation's quiet hours, if left out")
        PreferencesBody preferences,

        @ArraySchema(
                maxItems = 20,
                arraySchema =
                        @Schema(
                                requiredMode = RequiredMode.REQUIRED,
                                description = "In the person's order of preference, the best first; may be empty"))
        List<DeviceBody> devices,

        @Schema(
                nullable = true,
                minLength = 1,
                maxLength = 100,
                example = "Example AB",
                description = "For whom the person works; two who have the same text here are of one organisation")
        String organisation,

        @Schema(
                nullable = true,
                pattern = "[A-Z]{2}(-[A-Z0-9]{1,3})?",
                example = "SE",
                description =
                        "Whose public holidays the person has: ISO 3166-1, or with a region ISO 3166-2 such as DE-BY."
                                + " Left out or null: the installation's country")
        String country,

        @Schema(
                nullable = true,
                description = "Id of the person who stands in for this one",
                example = "8d0f3b52-7b0e-4f0a-9d4b-2f1f7d0c9b11")
        UUID deputy,

        @ArraySchema(
                maxItems = 500,
                arraySchema = @Schema(nullable = true, description = "Whom the person knows; left out or null: nobody"))
        List<ContactBody> contacts,

        @Schema(
                nullable = true,
                pattern = "[a-z][a-z0-9]{0,7}(-[a-z0-9]{1,8}){0,2}",
                example = "acme",
                description =
                        "Whose name and words the person is served with: a folder in wording/. Left out or null: as"
                                + " the installation is")
        String brand) {

    static final int MOST_DEVICES = 20;
    static final int MOST_CONTACTS = 500;

    static PersonBody of(Person person, List<Contact> contacts) {
        Preferences preferences = person.preferences();
        return new PersonBody(
                person.id(),
                person.name(),
                person.language().toLanguageTag(),
                person.timeZone().getId(),
                new PreferencesBody(
                        preferences.alwaysNotifyForMe(),
                        preferences.alwaysTellMe(),
                        preferences.never(),
                        preferences.returnCallsTo(),
                        preferences.quietHours().map(QuietHours::text).orElse(null),
                        preferences.ends().alwaysNotifyForMe().orElse(null),
                        preferences.ends().alwaysTellMe().orElse(null),
                        preferences.seen().orElse(null)),
                person.devices().stream().map(DeviceBody::of).toList(),
                person.particulars().organisation().orElse(null),
                person.particulars().country().orElse(null),
                person.particulars().deputy().orElse(null),
                contacts.stream()
                        .map(contact -> new ContactBody(contact.personId(), contact.vip()))
                        .toList(),
                person.brand().map(Brand::word).orElse(null));
    }

    /** The same, with devices that get ids where they are taken in. */
    PersonBody withoutIdsOfDevices() {
        return new PersonBody(
                id,
                name,
                language,
                timeZone,
                preferences,
                devices.stream().map(DeviceBody::withoutId).toList(),
                organisation,
                country,
                deputy,
                contacts,
                brand);
    }

    /** Somebody whom a person knows. */
    @Schema(
            name = "Contact",
            description = "Somebody whom a person knows; neither of the two is told",
            additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    record ContactBody(
            @Schema(
                    requiredMode = RequiredMode.REQUIRED,
                    description = "Id of the one who is known",
                    example = "8d0f3b52-7b0e-4f0a-9d4b-2f1f7d0c9b11")
            UUID person,

            @Schema(defaultValue = "false", description = "Whether calls of theirs matter to the person")
            Boolean vip) {}

    /** What a person has settled once and for all. */
    @Schema(
            name = "Preferences",
            description = "What a person has settled once and for all",
            additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    record PreferencesBody(
            @Schema(description = "As caller: notify whom I could not reach, without asking me")
            Boolean alwaysNotifyForMe,

            @Schema(description = "As callee: I want to know of everyone who tried to reach me")
            Boolean alwaysTellMe,

            @Schema(description = "Send me neither questions, notifications nor information")
            Boolean never,

            @Schema(
                    defaultValue = "CALLING_PHONE",
                    description = "As caller: where I am called when the call is returned; the phone I called from, or"
                            + " the first VOICE device in my order")
            ReturnCallsTo returnCallsTo,

            @Schema(
                    nullable = true,
                    pattern = "never|[0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9]",
                    example = "22:00-07:00",
                    description =
                            "When nothing that rings is to reach me, on the clock of my time zone; may span"
                                    + " midnight. \"never\": I have no quiet hours. Left out or null: as the installation has it")
            String quietHours,

            @Schema(
                    nullable = true,
                    example = "2027-01-31T12:00:00Z",
                    description =
                            "When it ends that I always notify, at most ten years ahead; from then on I am asked as if I"
                                    + " had never said it. Left out or null: it has no end")
            Instant alwaysNotifyForMeUntil,

            @Schema(
                    nullable = true,
                    example = "2027-01-31T12:00:00Z",
                    description = "When it ends that I always want to know, likewise")
            Instant alwaysTellMeUntil,

            @Schema(
                    nullable = true,
                    description = "As callee: whether signs that I can be reached (my telephone registers, a message"
                            + " arrives late) may be used to offer me the call, or to tell the caller. Left out or null:"
                            + " as I have said before, else as the installation has it")
            Boolean seen) {}

    /** One of the addresses that reach a person. */
    @Schema(
            name = "Device",
            description = "One of the addresses that reach a person",
            additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    record DeviceBody(
            @Schema(
                    description = "Given by Ringback; repeat it to change the device, leave it out to add one",
                    example = "b5a1c8c0-51d7-4a3c-9a37-2f43ce6a1d10")
            UUID id,

            @Schema(
                    requiredMode = RequiredMode.REQUIRED,
                    description = "VOICE takes tel: and sip: addresses, SMS and MMS tel:, EMAIL mailto:,"
                            + " INSTANT_MESSAGE xmpp:, im:, sip:, ntfy: and webpush:")
            Medium medium,

            @Schema(
                    requiredMode = RequiredMode.REQUIRED,
                    maxLength = 1120,
                    example = "tel:+46701740605",
                    description = "Also read as people write it, such as 070-174 06 05; always answered as a URI. Only"
                            + " one of webpush: is longer than 320 characters")
            String address,

            @Schema(
                    requiredMode = RequiredMode.REQUIRED,
                    minLength = 1,
                    maxLength = 50,
                    example = "Mobile",
                    description = "What its owner calls it; others may see it")
            String label,

            @Schema(
                    defaultValue = "false",
                    description = "Of medium VOICE only: messages to this telephone are written (SIP MESSAGE) and not"
                            + " spoken")
            Boolean textOnly,

            @Schema(
                    defaultValue = "false",
                    description = "Whether the owner is asked here also about calls whose caller could not be verified;"
                            + " on the phone that such a call says it comes from they always are")
            Boolean unverifiedCalls,

            @Schema(
                    nullable = true,
                    example = "2027-01-31T12:00:00Z",
                    description =
                            "When the owner's leave to use it ends, at most ten years ahead; from then on it is as"
                                    + " if it were not there. Left out or null: it has no end")
            Instant until) {

        DeviceBody withoutId() {
            return new DeviceBody(null, medium, address, label, textOnly, unverifiedCalls, until);
        }

        static DeviceBody of(Device device) {
            return new DeviceBody(
                    device.id(),
                    device.medium(),
                    device.address().uri(),
                    device.label(),
                    device.textOnly(),
                    device.unverifiedCalls(),
                    device.until().orElse(null));
        }
    }
}
