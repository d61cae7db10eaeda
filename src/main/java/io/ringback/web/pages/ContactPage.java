package io.ringback.web.pages;

import io.ringback.cases.OneLine;
import io.ringback.conversation.BrowsersByLink;
import io.ringback.conversation.Choice;
import io.ringback.conversation.Conversation;
import io.ringback.conversation.Conversation.Answered;
import io.ringback.conversation.Conversation.Notice;
import io.ringback.conversation.Conversation.Receipt;
import io.ringback.conversation.SettledView;
import io.ringback.conversation.TimeRefused;
import io.ringback.session.SessionIdentifier;
import io.ringback.wording.WordingInForce;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/** The contact means as a page: the callee gets in contact with the caller, or does not (claims 3 and 18-20). */
@Controller
class ContactPage {

    private static final String BLOCK_FOR_DAYS = "block_for_days";
    private static final String UNBLOCK = "unblock";
    private static final String NOT_SEEN = "not_seen";
    private static final String ALWAYS_TELL = "always_tell";
    private static final String ASK_FIRST = "ask_first";
    private static final String WRITE = "write";
    private static final String LATER = "later";
    private static final String FOR_BOTH = "for_both";

    private final Conversation conversation;
    private final WordingInForce wording;
    private final BrowsersByLink browsers;
    private final Clock clock;

    ContactPage(Conversation conversation, WordingInForce wording, BrowsersByLink browsers, Clock clock) {
        this.conversation = conversation;
        this.wording = wording;
        this.browsers = browsers;
        this.clock = clock;
    }

    @GetMapping("/c/{token}")
    ModelAndView notice(@PathVariable String token, @RequestParam Optional<String> choice, HttpServletRequest request) {
        Optional<SessionIdentifier> session = SessionIdentifier.fromToken(token);
        return session.flatMap(conversation::notice)
                .map(notice -> filled(notice, token)
                        .answering(request)
                        .addObject("chosen", choice.flatMap(ContactPage::read).orElse(null)))
                .or(() -> session.flatMap(conversation::settled).map(view -> FilledPage.settled(view, "c", token)
                        .with("offersBrowsers", browsers.offered())
                        .answering(request)))
                .orElseGet(() -> ResultPage.over(conversation, session, request));
    }

    @PostMapping("/c/{token}")
    ModelAndView choose(
            @PathVariable String token,
            @RequestParam Optional<String> choice,
            @RequestParam Optional<String> device,
            @RequestParam Optional<String> line,
            @RequestParam Optional<String> in,
            @RequestParam Optional<String> time,
            HttpServletRequest request) {
        Optional<SessionIdentifier> session = SessionIdentifier.fromToken(token);
        if (choice.filter(UNBLOCK::equals).isPresent()) {
            return takeBack(session, ResultPage.Result.UNBLOCKED);
        }
        if (choice.filter(ASK_FIRST::equals).isPresent()) {
            return takeBack(session, ResultPage.Result.ASK_FIRST);
        }
        if (choice.filter(ALWAYS_TELL::equals).isPresent()) {
            return settle(session, conversation::alwaysTell, ResultPage.Result.ALWAYS_TELL, request);
        }
        if (choice.filter(NOT_SEEN::equals).isPresent()) {
            return settle(session, conversation::notToBeSeen, ResultPage.Result.NOT_SEEN, request);
        }
        if (choice.filter(WRITE::equals).isPresent()) {
            return write(session, token, line.orElse(""), request);
        }
        if (choice.filter(LATER::equals).isPresent()) {
            String when = time.filter(typed -> !typed.isBlank()).or(() -> in).orElse("");
            Optional<UUID> on = device.flatMap(ContactPage::readId);
            return callAt(session, token, known -> conversation.callAt(known, when, on), request);
        }
        if (choice.filter(FOR_BOTH::equals).isPresent()) {
            Optional<UUID> on = device.flatMap(ContactPage::readId);
            return callAt(session, token, known -> conversation.callWhenBothCan(known, on), request);
        }
        boolean forDays = choice.filter(BLOCK_FOR_DAYS::equals).isPresent();
        Optional<Choice> chosen = forDays ? Optional.of(Choice.BLOCK) : choice.flatMap(ContactPage::read);
        boolean named = chosen.filter(one -> one == Choice.CONNECT || one == Choice.INFORM)
                .isPresent();
        Optional<UUID> on = named ? device.flatMap(ContactPage::readId) : Optional.empty();
        if (chosen.isEmpty() || named && on.isEmpty()) {
            return again(session, token, request);
        }
        Answered done;
        try {
            done = session.map(known -> forDays
                            ? conversation.blockForSomeDays(known)
                            : conversation.choose(known, chosen.get(), on))
                    .orElse(Answered.CLOSED);
        } catch (IllegalArgumentException notOffered) {
            return again(session, token, request);
        }
        if (done.receipt() == Receipt.CLOSED) {
            return ResultPage.over(conversation, session, request);
        }
        ResultPage.Result result =
                switch (chosen.get()) {
                    case CONNECT -> ResultPage.Result.CONNECT;
                    case INFORM -> ResultPage.Result.INFORM;
                    case WRITE -> ResultPage.Result.WRITE;
                    case NOT_NOW -> ResultPage.Result.NOT_NOW;
                    case BLOCK -> forDays ? ResultPage.Result.BLOCK_FOR_DAYS : ResultPage.Result.BLOCK;
                };
        return ResultPage.redirect("c", result, done.language().orElseThrow());
    }

    private ModelAndView write(
            Optional<SessionIdentifier> session, String token, String typed, HttpServletRequest request) {
        Optional<OneLine.Fault> fault = OneLine.fault(typed);
        if (fault.isPresent()) {
            return again(session, request, notice -> filled(notice, token).with(fault.get(), typed));
        }
        Answered done;
        try {
            done = session.map(known -> conversation.write(known, OneLine.of(typed)))
                    .orElse(Answered.CLOSED);
        } catch (IllegalArgumentException notOffered) {
            return again(session, token, request);
        }
        return done.receipt() == Receipt.CLOSED
                ? ResultPage.over(conversation, session, request)
                : ResultPage.redirect(
                        "c", ResultPage.Result.WRITE, done.language().orElseThrow());
    }

    private ModelAndView takeBack(Optional<SessionIdentifier> session, ResultPage.Result result) {
        Optional<SettledView> view = session.flatMap(conversation::settled);
        if (view.isEmpty() || conversation.takeBack(session.get()) == Receipt.CLOSED) {
            return ResultPage.closed();
        }
        return ResultPage.redirect("c", result, view.get().language());
    }

    /** What goes on beyond the case, and leaves the link as it is. */
    private ModelAndView settle(
            Optional<SessionIdentifier> session,
            Function<SessionIdentifier, Answered> what,
            ResultPage.Result result,
            HttpServletRequest request) {
        Answered done = session.map(what).orElse(Answered.CLOSED);
        return done.receipt() == Receipt.CLOSED
                ? ResultPage.over(conversation, session, request)
                : ResultPage.redirect("c", result, done.language().orElseThrow());
    }

    /** Where it was taken, the page itself says so, as its link goes on working. */
    private ModelAndView callAt(
            Optional<SessionIdentifier> session,
            String token,
            Function<SessionIdentifier, Answered> names,
            HttpServletRequest request) {
        Answered done;
        try {
            done = session.map(names).orElse(Answered.CLOSED);
        } catch (TimeRefused refused) {
            return again(session, request, notice -> filled(notice, token).with(refused.why()));
        } catch (IllegalArgumentException notOffered) {
            return again(session, token, request);
        }
        return done.receipt() == Receipt.CLOSED
                ? ResultPage.over(conversation, session, request)
                : ResultPage.seeOther(UriComponentsBuilder.fromPath("/c/").pathSegment(token));
    }

    private static Optional<UUID> readId(String device) {
        try {
            return Optional.of(UUID.fromString(device));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Choice> read(String choice) {
        return switch (choice) {
            case "connect" -> Optional.of(Choice.CONNECT);
            case "inform" -> Optional.of(Choice.INFORM);
            case "not_now" -> Optional.of(Choice.NOT_NOW);
            case "block" -> Optional.of(Choice.BLOCK);
            default -> Optional.empty();
        };
    }

    private ModelAndView again(Optional<SessionIdentifier> session, String token, HttpServletRequest request) {
        return again(session, request, notice -> filled(notice, token).with("wrong", true));
    }

    private ModelAndView again(
            Optional<SessionIdentifier> session,
            HttpServletRequest request,
            Function<Notice, FilledPage> sayingWhatIsWrong) {
        return session.flatMap(conversation::notice)
                .map(notice -> {
                    ModelAndView page = sayingWhatIsWrong.apply(notice).answering(request);
                    page.setStatus(HttpStatus.BAD_REQUEST);
                    return page;
                })
                .orElseGet(() -> ResultPage.over(conversation, session, request));
    }

    private FilledPage filled(Notice notice, String token) {
        FilledPage page = FilledPage.notice(wording, notice.view(), token)
                .with("seen", notice.mayBeSeen())
                .with("offersBrowsers", browsers.offered())
                .withAlwaysTold(
                        notice.mayBeToldAlways(),
                        notice.alwaysToldUntil(),
                        notice.view().timeZone());
        return notice.later()
                .map(later -> page.withLater(wording, later, notice.view().timeZone(), clock.instant()))
                .orElse(page);
    }
}
