package io.ringback.web.bench;

import io.ringback.web.security.Operator;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Lets the menu show the bench to those who may open it. */
@ControllerAdvice({"io.ringback.web.bench", "io.ringback.web.login", "io.ringback.web.operations"})
class BenchInMenu {

    @ModelAttribute("bench")
    boolean bench(Authentication who) {
        return who != null
                && (BenchRights.has(who, Operator.ANALYSTS) || BenchRights.has(who, Operator.ADMINISTRATORS));
    }
}
