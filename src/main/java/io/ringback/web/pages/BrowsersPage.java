package io.ringback.web.pages;

import io.ringback.conversation.BrowsersByLink;
import io.ringback.directory.BrowserAddress;
import io.ringback.directory.BrowserDevices.Added;
import io.ringback.session.SessionIdentifier;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/** Where somebody lets themselves be told in their browser, and takes that back. */
@Controller
class BrowsersPage {

    private final BrowsersByLink browsers;
    private final MessageSource texts;

    BrowsersPage(BrowsersByLink browsers, MessageSource texts) {
        this.browsers = browsers;
        this.texts = texts;
    }

    @GetMapping("/b/{token}")
    ModelAndView show(@PathVariable String token, HttpServletRequest request) {
        return view(token)
                .map(view -> FilledPage.browsers(view, token).answering(request))
                .orElseGet(ResultPage::closed);
    }

    @PostMapping("/b/{token}")
    ModelAndView settle(
            @PathVariable String token,
            @RequestParam Optional<String> choice,
            @RequestParam Optional<String> browser,
            @RequestParam Optional<String> endpoint,
            @RequestParam Optional<String> p256dh,
            @RequestParam Optional<String> auth,
            HttpServletRequest request) {
        Optional<BrowsersByLink.View> view = view(token);
        if (view.isEmpty()) {
            return ResultPage.closed();
        }
        SessionIdentifier session = SessionIdentifier.fromToken(token).orElseThrow();
        if (choice.filter("take_back"::equals).isPresent()) {
            browser.flatMap(BrowsersPage::readId).ifPresent(id -> browsers.takeBack(session, id));
            return again(token);
        }
        if (choice.filter("tell"::equals).isEmpty()) {
            return wrong(view.get(), token, "wrong", request);
        }
        BrowserAddress address;
        try {
            address = BrowserAddress.of(endpoint.orElse(""), p256dh.orElse(""), auth.orElse(""));
        } catch (IllegalArgumentException notOfABrowser) {
            return wrong(view.get(), token, "wrong", request);
        }
        String label = texts.getMessage("browsers.label", null, view.get().language());
        Optional<Added> added = browsers.add(session, address, label);
        if (added.isEmpty()) {
            return wrong(view.get(), token, "over", request);
        }
        return switch (added.get()) {
            case ADDED -> again(token);
            case TOO_MANY -> wrong(view.get(), token, "tooMany", request);
            case TAKEN -> wrong(view.get(), token, "taken", request);
            case NOBODY -> ResultPage.closed();
        };
    }

    private Optional<BrowsersByLink.View> view(String token) {
        return SessionIdentifier.fromToken(token).flatMap(browsers::view);
    }

    private static Optional<UUID> readId(String browser) {
        try {
            return Optional.of(UUID.fromString(browser));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The page itself says how it is now, and loading it again sends nothing again. */
    private static ModelAndView again(String token) {
        return ResultPage.seeOther(UriComponentsBuilder.fromPath("/b/").pathSegment(token));
    }

    private static ModelAndView wrong(BrowsersByLink.View view, String token, String what, HttpServletRequest request) {
        ModelAndView page = FilledPage.browsers(view, token).with("wrong", what).answering(request);
        page.setStatus(HttpStatus.BAD_REQUEST);
        return page;
    }
}
