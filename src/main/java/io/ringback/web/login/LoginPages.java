package io.ringback.web.login;

import io.ringback.web.security.HalfLogin;
import io.ringback.web.security.OperatorDoor;
import io.ringback.web.security.SecondFactor;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Where operators log in. The login itself is the security filters'. */
@Controller
class LoginPages {

    private final Optional<OperatorDoor> elsewhere;
    private final SecondFactors devices;
    private final EnrolmentView enrolments;

    LoginPages(ObjectProvider<OperatorDoor> elsewhere, SecondFactors devices, EnrolmentView enrolments) {
        this.elsewhere = Optional.ofNullable(elsewhere.getIfAvailable());
        this.devices = devices;
        this.enrolments = enrolments;
    }

    @GetMapping("/login")
    String login(Model model) {
        model.addAttribute("elsewhere", elsewhere.map(OperatorDoor::start).orElse(null));
        model.addAttribute(
                "accounts", elsewhere.map(OperatorDoor::besideAccounts).orElse(true));
        return "operations/login";
    }

    /** For whoever is half logged in; others have nothing to do here. */
    @GetMapping("/login/code")
    String code(Authentication now, Model model) {
        if (now == null || !(now.getPrincipal() instanceof HalfLogin half)) {
            return "redirect:/login";
        }
        if (half.asked() == SecondFactor.Asked.ENROLMENT) {
            devices.enrolling(half.getName()).ifPresent(secret -> enrolments.show(secret, half.getName(), model));
        }
        return "operations/code";
    }
}
