package io.ringback.web.pages;

import io.ringback.conversation.Conversation;
import io.ringback.conversation.Ended;
import io.ringback.session.SessionIdentifier;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Where a person ends up after a form was taken, so that loading the page again sends nothing again. It knows no more
 * than its address says, as the session identifier is used up.
 */
@Controller
class ResultPage {

    /** What was done. */
    enum Result {
        YES,
        ALWAYS,
        ALWAYS_FOR_DAYS,
        ASK_AGAIN,
        NO,
        TIME_SUITS,
        TIME_SUITS_NOT,
        WITHDRAWN,
        CONNECT,
        INFORM,
        WRITE,
        WRITE_BACK,
        NOT_NOW,
        BLOCK,
        BLOCK_FOR_DAYS,
        UNBLOCKED,
        NOT_SEEN,
        ALWAYS_TELL,
        ASK_FIRST,
        ALWAYS_FOR_CALLEE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @GetMapping({"/q/done", "/w/done", "/c/done", "/a/done"})
    ModelAndView show(
            @RequestParam Optional<String> result,
            @RequestParam Optional<String> language,
            HttpServletRequest request) {
        Optional<Result> known = Arrays.stream(Result.values())
                .filter(each -> each.word().equals(result.orElse("")))
                .findFirst();
        if (known.isEmpty()) {
            return closed();
        }
        language.ifPresent(tag -> ReaderLanguage.set(request, Locale.forLanguageTag(tag)));
        return new ModelAndView("done").addObject("result", known.get().word());
    }

    /**
     * Sends the browser to the result.
     *
     * @param page the path's first part: q, w, c or a
     */
    static ModelAndView redirect(String page, Result result, Locale language) {
        return seeOther(UriComponentsBuilder.fromPath("/" + page + "/done")
                .queryParam("result", result.word())
                .queryParam("language", language.toLanguageTag()));
    }

    static ModelAndView seeOther(UriComponentsBuilder target) {
        RedirectView redirect = new RedirectView(target.build().toUriString(), true);
        redirect.setStatusCode(HttpStatus.SEE_OTHER);
        redirect.setExpandUriTemplateVariables(false);
        return new ModelAndView(redirect);
    }

    /** Says how it ended if {@code session} is of a case that has; else as {@link #closed}. */
    static ModelAndView over(
            Conversation conversation, Optional<SessionIdentifier> session, HttpServletRequest request) {
        return session.flatMap(conversation::ended)
                .map(ended -> {
                    ReaderLanguage.set(request, ended.language());
                    return new ModelAndView("ended", HttpStatus.GONE).addObject("how", word(ended.how()));
                })
                .orElseGet(ResultPage::closed);
    }

    /** A way of ending as the templates name it. */
    static String word(Ended.How how) {
        return how.name().toLowerCase(Locale.ROOT);
    }

    /** The one answer to every session identifier that opens nothing, for whatever reason. */
    static ModelAndView closed() {
        return new ModelAndView("closed", HttpStatus.NOT_FOUND);
    }
}
