package io.ringback.web.pages;

import io.ringback.cases.OneLine;
import io.ringback.conversation.Conversation;
import io.ringback.conversation.Conversation.Answered;
import io.ringback.conversation.Conversation.Receipt;
import io.ringback.session.SessionIdentifier;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The caller reads the line that the callee has answered with, and may send one line back. */
@Controller
class LinePage {

    private final Conversation conversation;

    LinePage(Conversation conversation) {
        this.conversation = conversation;
    }

    @GetMapping("/a/{token}")
    ModelAndView line(@PathVariable String token, HttpServletRequest request) {
        return SessionIdentifier.fromToken(token)
                .flatMap(conversation::answerable)
                .map(view -> FilledPage.line(view, token).answering(request))
                .orElseGet(ResultPage::closed);
    }

    @PostMapping("/a/{token}")
    ModelAndView answer(@PathVariable String token, @RequestParam Optional<String> line, HttpServletRequest request) {
        String typed = line.orElse("");
        Optional<SessionIdentifier> session = SessionIdentifier.fromToken(token);
        Optional<OneLine.Fault> fault = OneLine.fault(typed);
        if (fault.isPresent()) {
            return session.flatMap(conversation::answerable)
                    .map(view -> badRequest(FilledPage.line(view, token)
                            .with(fault.get(), typed)
                            .answering(request)))
                    .orElseGet(ResultPage::closed);
        }
        Answered done = session.map(known -> conversation.writeBack(known, OneLine.of(typed)))
                .orElse(Answered.CLOSED);
        return done.receipt() == Receipt.CLOSED
                ? ResultPage.closed()
                : ResultPage.redirect(
                        "a", ResultPage.Result.WRITE_BACK, done.language().orElseThrow());
    }

    private static ModelAndView badRequest(ModelAndView page) {
        page.setStatus(HttpStatus.BAD_REQUEST);
        return page;
    }
}
