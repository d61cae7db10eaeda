package io.ringback.web.api;

import io.ringback.directory.Address;
import io.ringback.directory.AddressReader;
import io.ringback.directory.Medium;
import io.ringback.failedcall.SentMails;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Where mail systems tell of mails between people, so that a bounce can be believed (P14). */
@RestController
@RequestMapping("/api/sent-mails")
@Tag(name = "Mails", description = "What mail systems tell: mails that have left")
class SentMailsController {

    private static final int LONGEST_MESSAGE_ID = 998;
    private static final int MOST_RECIPIENTS = 1000;

    private static final String SENT = """
            {
              "messageId": "<CAF3xyz@mail.example.com>",
              "from": "anna@example.com",
              "to": ["bob@example.com"]
            }
            """;

    private final SentMails mails;
    private final AddressReader addresses;

    SentMailsController(SentMails mails, AddressReader addresses) {
        this.mails = mails;
        this.addresses = addresses;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Tell that a mail between people has left",
            description =
                    "When it cannot be delivered, the bounce is taken for a failed attempt of its sender to reach the"
                            + " receiver. A bounce of a mail that was not told is not believed. Telling again changes nothing.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = SentMailRequest.class),
                                            examples = @ExampleObject(SENT))))
    @ApiResponse(responseCode = "204", description = "Noted", content = @Content)
    void tell(@RequestBody SentMailRequest request) {
        Findings findings = new Findings();
        Optional<String> messageId = findings.text("messageId", request.messageId(), LONGEST_MESSAGE_ID);
        Optional<Address> from = mailbox(findings, "from", request.from());
        List<Address> to = new ArrayList<>();
        List<String> given = findings.required("to", request.to()).orElse(List.of());
        if (request.to() != null && (given.isEmpty() || given.size() > MOST_RECIPIENTS)) {
            findings.add("to", "must have 1 to " + MOST_RECIPIENTS + " addresses");
        } else {
            for (int i = 0; i < given.size(); i++) {
                mailbox(findings, "to[" + i + "]", given.get(i)).ifPresent(to::add);
            }
        }
        findings.throwIfAny();
        mails.tell(messageId.orElseThrow(), from.orElseThrow(), to);
    }

    private Optional<Address> mailbox(Findings findings, String field, String given) {
        return findings.required(field, given)
                .flatMap(text -> findings.read(field, () -> addresses.read(text)))
                .filter(address -> {
                    boolean isMailbox = Medium.EMAIL.carries(address);
                    if (!isMailbox) {
                        findings.add(field, "is not a mail address");
                    }
                    return isMailbox;
                });
    }
}
