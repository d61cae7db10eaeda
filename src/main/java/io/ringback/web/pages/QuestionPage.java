package io.ringback.web.pages;

import io.ringback.conversation.Answer;
import io.ringback.conversation.BrowsersByLink;
import io.ringback.conversation.Conversation;
import io.ringback.conversation.Conversation.Answered;
import io.ringback.conversation.Conversation.Receipt;
import io.ringback.conversation.SettledView;
import io.ringback.session.SessionIdentifier;
import io.ringback.wording.QuestionView;
import io.ringback.wording.WordingInForce;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/** The caller answers the question (S25-S27), and may take the answer back. */
@Controller
class QuestionPage {

    private static final String ASK_AGAIN = "ask_again";

    private final Conversation conversation;
    private final WordingInForce wording;
    private final BrowsersByLink browsers;

    QuestionPage(Conversation conversation, WordingInForce wording, BrowsersByLink browsers) {
        this.conversation = conversation;
        this.wording = wording;
        this.browsers = browsers;
    }

    @GetMapping("/q/{token}")
    ModelAndView question(
            @PathVariable String token, @RequestParam Optional<String> answer, HttpServletRequest request) {
        Optional<SessionIdentifier> session = SessionIdentifier.fromToken(token);
        return session.flatMap(conversation::question)
                .map(view -> FilledPage.question(wording, view, token)
                        .with("offersBrowsers", browsers.offered())
                        .answering(request)
                        .addObject(
                                "chosen",
                                answer.flatMap(PageAnswer::read)
                                        .filter(linked -> !linked.isForDays())
                                        .map(PageAnswer::answer)
                                        .orElse(null)))
                .or(() -> session.flatMap(conversation::settled).map(view -> FilledPage.settled(view, "q", token)
                        .with("offersBrowsers", browsers.offered())
                        .answering(request)))
                .orElseGet(() -> ResultPage.over(conversation, session, request));
    }

    @PostMapping("/q/{token}")
    ModelAndView answer(
            @PathVariable String token,
            @RequestParam Optional<String> answer,
            @RequestParam Optional<String> line,
            @RequestParam Optional<String> urgent,
            HttpServletRequest request) {
        Optional<SessionIdentifier> session = SessionIdentifier.fromToken(token);
        if (answer.filter(ASK_AGAIN::equals).isPresent()) {
            return askAgain("q", session);
        }
        Optional<PageAnswer> given = answer.flatMap(PageAnswer::read);
        SaidWhy why = given.map(PageAnswer::answer).filter(Answer.NO::equals).isPresent()
                ? SaidWhy.NOTHING
                : SaidWhy.of(line, urgent);
        if (given.isEmpty() || why.fault().isPresent()) {
            return again(session, token, given.isPresent(), why, request);
        }
        Answered answered;
        try {
            answered = session.map(known -> say(known, given.get(), why)).orElse(Answered.CLOSED);
        } catch (IllegalArgumentException notOffered) {
            return again(session, token, false, why, request);
        }
        if (answered.receipt() == Receipt.CLOSED) {
            return ResultPage.over(conversation, session, request);
        }
        if (given.get().answer() != Answer.NO && answered.withdrawal().isPresent()) {
            UriComponentsBuilder target = UriComponentsBuilder.fromPath(
                    "/w/" + answered.withdrawal().get().token());
            return ResultPage.seeOther(
                    given.get().settles()
                            ? target.queryParam("answer", given.get().word())
                            : target);
        }
        return ResultPage.redirect(
                "q", given.get().result(), answered.language().orElseThrow());
    }

    private Answered say(SessionIdentifier session, PageAnswer given, SaidWhy why) {
        return switch (given) {
            case ALWAYS_FOR_DAYS -> conversation.alwaysForSomeDays(session, why.read());
            case ALWAYS_FOR_CALLEE -> conversation.alwaysForThisCallee(session, why.read());
            case YES, NO, ALWAYS, SUITS, SUITS_NOT -> conversation.answer(session, given.answer(), why.read());
        };
    }

    private ModelAndView askAgain(String page, Optional<SessionIdentifier> session) {
        Optional<SettledView> view = session.flatMap(conversation::settled);
        if (view.isEmpty() || conversation.takeBack(session.get()) == Receipt.CLOSED) {
            return ResultPage.closed();
        }
        return ResultPage.redirect(page, ResultPage.Result.ASK_AGAIN, view.get().language());
    }

    /** The question with what was filled in, and what is wrong: with the line, if an answer was given; else with the answer. */
    private ModelAndView again(
            Optional<SessionIdentifier> session,
            String token,
            boolean isAnswer,
            SaidWhy why,
            HttpServletRequest request) {
        return session.flatMap(conversation::question)
                .map(view -> {
                    FilledPage asked = why.in(FilledPage.question(wording, view, token));
                    ModelAndView again = (isAnswer ? asked : asked.with("wrong", true)).answering(request);
                    again.setStatus(HttpStatus.BAD_REQUEST);
                    return again;
                })
                .orElseGet(() -> ResultPage.over(conversation, session, request));
    }

    @GetMapping("/w/{token}")
    ModelAndView withdrawable(
            @PathVariable String token, @RequestParam Optional<String> answer, HttpServletRequest request) {
        Optional<SessionIdentifier> session = SessionIdentifier.fromToken(token);
        return session.flatMap(conversation::withdrawable)
                .map(view -> withSettled(FilledPage.withdrawal(wording, view, token), token, answer)
                        .answering(request))
                .or(() -> session.flatMap(conversation::settled)
                        .map(view -> FilledPage.settled(view, "w", token).answering(request)))
                .orElseGet(() -> ResultPage.over(conversation, session, request));
    }

    /** Who has just said more than yes may take that back here, too. */
    private FilledPage withSettled(FilledPage page, String token, Optional<String> answer) {
        Optional<PageAnswer> given = answer.flatMap(PageAnswer::read).filter(PageAnswer::settles);
        FilledPage said = page.with("always", given.equals(Optional.of(PageAnswer.ALWAYS)))
                .with("forDays", given.equals(Optional.of(PageAnswer.ALWAYS_FOR_DAYS)))
                .with("forCallee", given.equals(Optional.of(PageAnswer.ALWAYS_FOR_CALLEE)));
        return SessionIdentifier.fromToken(token)
                .filter(session -> given.isPresent())
                .flatMap(conversation::settled)
                .map(view -> said.withSettled(view, "w", token))
                .orElse(said);
    }

    @PostMapping("/w/{token}")
    ModelAndView withdraw(@PathVariable String token, @RequestParam Optional<String> answer) {
        Optional<SessionIdentifier> session = SessionIdentifier.fromToken(token);
        if (answer.filter(ASK_AGAIN::equals).isPresent()) {
            return askAgain("w", session);
        }
        Optional<QuestionView> view = session.flatMap(conversation::withdrawable);
        if (session.isEmpty() || view.isEmpty() || conversation.withdraw(session.get()) == Receipt.CLOSED) {
            return ResultPage.closed();
        }
        return ResultPage.redirect("w", ResultPage.Result.WITHDRAWN, view.get().language());
    }
}
