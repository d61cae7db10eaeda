package io.ringback.web.api;

import java.util.UUID;
import org.springframework.http.HttpStatus;

/** A well-formed request that cannot be granted as things stand. */
final class Refusal extends RuntimeException {

    private final HttpStatus status;
    private final String type;
    private final String title;

    private Refusal(HttpStatus status, String type, String title, String detail) {
        super(detail);
        this.status = status;
        this.type = type;
        this.title = title;
    }

    static Refusal notFound(String what) {
        return new Refusal(
                HttpStatus.NOT_FOUND, "not-found", "Not found", "There is no " + what + " with this id (any more).");
    }

    static Refusal noTestAccounts() {
        return new Refusal(
                HttpStatus.NOT_FOUND,
                "no-test-accounts",
                "There are no test accounts",
                "Set ringback.switch-check.caller and ringback.switch-check.callee to two accounts of your switch that no"
                        + " person has, and start Ringback anew.");
    }

    static Refusal noCalendars() {
        return new Refusal(
                HttpStatus.CONFLICT,
                "no-calendars",
                "Calendars are not kept here",
                "Set ringback.calendars.enabled=true, and start Ringback anew. Nothing was stored.");
    }

    static Refusal idReused() {
        return new Refusal(
                HttpStatus.CONFLICT,
                "id-reused",
                "The id is taken",
                "Another event was sent with this id. The id must be different for every call; to send the same one again,"
                        + " send the same content. Nothing was stored.");
    }

    static Refusal changedMeanwhile() {
        return new Refusal(
                HttpStatus.PRECONDITION_FAILED,
                "changed-meanwhile",
                "Changed meanwhile",
                "Someone else has changed this since you read it. Read it again, and repeat your change.");
    }

    static Refusal addressOfPerson(UUID person) {
        return new Refusal(
                HttpStatus.CONFLICT,
                "address-of-person",
                "The address is a person's",
                "It is a device of person " + person
                        + ": DELETE the person, or take the device away first. Nothing was erased.");
    }

    static Refusal exists() {
        return new Refusal(
                HttpStatus.PRECONDITION_FAILED, "exists", "Exists already", "There is a person with this id already.");
    }

    static Refusal tooLarge(long most) {
        return new Refusal(
                HttpStatus.PAYLOAD_TOO_LARGE,
                "too-large",
                "The body is too large",
                "The body has more than " + most + " bytes. Send it in parts. Nothing was stored.");
    }

    HttpStatus status() {
        return status;
    }

    String type() {
        return type;
    }

    String title() {
        return title;
    }
}
