package io.ringback.web.pages;

import io.ringback.conversation.Answer;
import io.ringback.conversation.Conversation;
import io.ringback.conversation.Conversation.Answered;
import io.ringback.conversation.Conversation.Receipt;
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

    private final Conversation conversation;
    private final WordingInForce wording;

    QuestionPage(Conversation conversation, WordingInForce wording) {
        this.conversation = conversation;
        this.wording = wording;
    }

    @GetMapping("/q/{token}")
    ModelAndView question(
            @PathVariable String token, @RequestParam Optional<String> answer, HttpServletRequest request) {
        return SessionIdentifier.fromToken(token)
                .flatMap(conversation::question)
                .map(view -> FilledPage.question(wording, view, token)
                        .answering(request)
                        .addObject("chosen", answer.flatMap(QuestionPage::read).orElse(null)))
                .orElseGet(ResultPage::closed);
    }

    @PostMapping("/q/{token}")
    ModelAndView answer(@PathVariable String token, @RequestParam Optional<String> answer, HttpServletRequest request) {
        Optional<SessionIdentifier> session = SessionIdentifier.fromToken(token);
        Optional<Answer> given = answer.flatMap(QuestionPage::read);
        if (given.isEmpty()) {
            return session.flatMap(conversation::question)
                    .map(view -> again(view, token, request))
                    .orElseGet(ResultPage::closed);
        }
        Answered answered =
                session.map(known -> conversation.answer(known, given.get())).orElse(Answered.CLOSED);
        if (answered.receipt() == Receipt.CLOSED) {
            return ResultPage.closed();
        }
        if (given.get() != Answer.NO && answered.withdrawal().isPresent()) {
            UriComponentsBuilder target = UriComponentsBuilder.fromPath(
                    "/w/" + answered.withdrawal().get().token());
            return ResultPage.seeOther(given.get() == Answer.ALWAYS ? target.queryParam("answer", "always") : target);
        }
        ResultPage.Result result =
                switch (given.get()) {
                    case YES -> ResultPage.Result.YES;
                    case NO -> ResultPage.Result.NO;
                    case ALWAYS -> ResultPage.Result.ALWAYS;
                };
        return ResultPage.redirect("q", result, answered.language().orElseThrow());
    }

    private ModelAndView again(QuestionView view, String token, HttpServletRequest request) {
        ModelAndView again =
                FilledPage.question(wording, view, token).with("wrong", true).answering(request);
        again.setStatus(HttpStatus.BAD_REQUEST);
        return again;
    }

    @GetMapping("/w/{token}")
    ModelAndView withdrawable(
            @PathVariable String token, @RequestParam Optional<String> answer, HttpServletRequest request) {
        return SessionIdentifier.fromToken(token)
                .flatMap(conversation::withdrawable)
                .map(view -> FilledPage.withdrawal(wording, view, token)
                        .with("always", answer.filter("always"::equals).isPresent())
                        .answering(request))
                .orElseGet(ResultPage::closed);
    }

    @PostMapping("/w/{token}")
    ModelAndView withdraw(@PathVariable String token) {
        Optional<SessionIdentifier> session = SessionIdentifier.fromToken(token);
        Optional<QuestionView> view = session.flatMap(conversation::withdrawable);
        if (session.isEmpty() || view.isEmpty() || conversation.withdraw(session.get()) == Receipt.CLOSED) {
            return ResultPage.closed();
        }
        return ResultPage.redirect("w", ResultPage.Result.WITHDRAWN, view.get().language());
    }

    private static Optional<Answer> read(String answer) {
        return switch (answer) {
            case "yes" -> Optional.of(Answer.YES);
            case "no" -> Optional.of(Answer.NO);
            case "always" -> Optional.of(Answer.ALWAYS);
            default -> Optional.empty();
        };
    }
}
