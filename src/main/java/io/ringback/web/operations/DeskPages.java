package io.ringback.web.operations;

import io.ringback.web.security.Operator;
import io.ringback.web.words.PlainWords;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What every page of operators has: plain words for codes, and a menu that knows where its reader is and what is theirs. */
@ControllerAdvice({"io.ringback.web.operations", "io.ringback.web.login", "io.ringback.web.bench"})
class DeskPages {

    /** {@code words.of(code)} in a template. */
    @ModelAttribute("words")
    PlainWords words() {
        return PlainWords.OF_OPERATORS;
    }

    /** {@code desk} in the menu. */
    @ModelAttribute("desk")
    Desk desk(HttpServletRequest request) {
        return new Desk(
                request.getRequestURI(), SecurityContextHolder.getContext().getAuthentication());
    }

    /** The desk of one operator, who looks at {@code path}. */
    record Desk(String path, Authentication operator) {

        /** {@code page} if the reader is there or below, as {@code aria-current} says it; null elsewhere. */
        public String at(String page) {
            boolean here = path.equals(page) || !page.equals("/operations") && path.startsWith(page + "/");
            return here ? "page" : null;
        }

        /** Whether the reader sees what is kept about people. */
        public boolean seesPeople() {
            return is(Operator.OPERATORS) || is(Operator.ADMINISTRATORS);
        }

        /** How a code is to look: good, waits or bad, as {@code operations.css} calls it; null for what asks for nothing. */
        public String tone(Object code) {
            return switch (String.valueOf(code)) {
                case "CONNECTED", "INFORMED", "REACHED_MEANWHILE", "SENT", "DELIVERED", "HANDLED" -> "good";
                case "ASKING_CALLER", "WAITING_FOR_CALLEE", "CONNECTING", "INFORMING_CALLER", "WAITING", "ACCEPTED" ->
                    "waits";
                case "UNDELIVERABLE", "CANCELLED", "OUT_OF_STEP", "INCIDENT", "UNDELIVERED", "STUCK", "FAILED" -> "bad";
                default -> null;
            };
        }

        /** The account. */
        public String name() {
            return operator == null ? "" : operator.getName();
        }

        private boolean is(String group) {
            return operator != null
                    && operator.getAuthorities().stream()
                            .map(GrantedAuthority::getAuthority)
                            .anyMatch(group::equals);
        }
    }
}
