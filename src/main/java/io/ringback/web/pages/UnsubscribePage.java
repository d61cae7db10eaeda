package io.ringback.web.pages;

import io.ringback.conversation.Conversation;
import io.ringback.conversation.Conversation.Receipt;
import io.ringback.session.SessionIdentifier;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * No more messages: from the mail reader's own button (RFC 8058, a POST of {@code List-Unsubscribe=One-Click} without
 * cookie) or from the page, whose form posts the same.
 */
@Controller
class UnsubscribePage {

    private final Conversation conversation;

    UnsubscribePage(Conversation conversation) {
        this.conversation = conversation;
    }

    @GetMapping("/u/{token}")
    ModelAndView confirm(@PathVariable String token, HttpServletRequest request) {
        return SessionIdentifier.fromToken(token)
                .flatMap(conversation::unsubscribable)
                .map(language -> FilledPage.unsubscribing(language, token).answering(request))
                .orElseGet(ResultPage::closed);
    }

    @PostMapping("/u/{token}")
    ModelAndView unsubscribe(
            @PathVariable String token,
            @RequestParam("List-Unsubscribe") Optional<String> command,
            HttpServletRequest request) {
        Optional<SessionIdentifier> session = SessionIdentifier.fromToken(token);
        Optional<Locale> language = session.flatMap(conversation::unsubscribable);
        if (session.isEmpty() || language.isEmpty()) {
            return ResultPage.closed();
        }
        if (!command.orElse("").equals("One-Click")) {
            ModelAndView again = FilledPage.unsubscribing(language.get(), token)
                    .with("wrong", true)
                    .answering(request);
            again.setStatus(HttpStatus.BAD_REQUEST);
            return again;
        }
        if (conversation.unsubscribe(session.get()) == Receipt.CLOSED) {
            return ResultPage.closed();
        }
        ReaderLanguage.set(request, language.get());
        return new ModelAndView("unsubscribed");
    }
}
