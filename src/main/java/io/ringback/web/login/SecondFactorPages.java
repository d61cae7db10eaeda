package io.ringback.web.login;

import io.ringback.web.security.Operator;
import io.ringback.web.security.SecondFactor.Checked;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Where an operator sets their device up, and where an administrator resets one that is lost. What changes one's own needs a login that is
 * not old, so that nobody does it at a desk that was left.
 */
@Controller
class SecondFactorPages {

    private static final String OWN = "/operations/second-factor";
    private static final String ALL = "/operations/second-factors";
    private static final Duration FRESH = Duration.ofMinutes(10);
    private static final int LONGEST = 64;

    private final SecondFactors devices;
    private final EnrolmentView enrolments;
    private final Clock clock;

    SecondFactorPages(SecondFactors devices, EnrolmentView enrolments, Clock clock) {
        this.devices = devices;
        this.enrolments = enrolments;
        this.clock = clock;
    }

    @GetMapping(OWN)
    String own(Authentication now, Model model) {
        boolean hasAccount = now.getPrincipal() instanceof Operator;
        model.addAttribute("off", devices.isOff());
        model.addAttribute("hasAccount", hasAccount);
        if (hasAccount && !devices.isOff()) {
            model.addAttribute("device", devices.device(now.getName()).orElse(null));
            devices.enrolling(now.getName()).ifPresent(secret -> enrolments.show(secret, now.getName(), model));
        }
        return "operations/second-factor";
    }

    @PostMapping(OWN + "/begin")
    String begin(Authentication now, HttpSession session, Model model, HttpServletResponse response) {
        if (!mayChange(now, session)) {
            return again(now, model, response);
        }
        devices.begin(now.getName());
        return "redirect:" + OWN;
    }

    @PostMapping(OWN + "/confirm")
    String confirm(
            @RequestParam String code,
            Authentication now,
            HttpSession session,
            Model model,
            HttpServletResponse response,
            RedirectAttributes next) {
        if (!mayChange(now, session)) {
            return again(now, model, response);
        }
        if (devices.enrolling(now.getName()).isEmpty() || check(now, code) != Checked.ENROLLED) {
            return wrong(now, model, response);
        }
        next.addFlashAttribute("done", "From now on each login asks for a code. Make recovery codes next.");
        return "redirect:" + OWN;
    }

    /** They are shown in the answer and nowhere else. */
    @PostMapping(OWN + "/recovery-codes")
    String recoveryCodes(Authentication now, HttpSession session, Model model, HttpServletResponse response) {
        if (!mayChange(now, session)) {
            return again(now, model, response);
        }
        model.addAttribute("codes", devices.renewRecoveryCodes(now.getName()));
        return own(now, model);
    }

    @PostMapping(OWN + "/turn-off")
    String turnOff(
            @RequestParam String code,
            Authentication now,
            HttpSession session,
            Model model,
            HttpServletResponse response,
            RedirectAttributes next) {
        if (!mayChange(now, session)) {
            return again(now, model, response);
        }
        Checked checked = devices.device(now.getName()).isEmpty() ? Checked.WRONG : check(now, code);
        if (checked != Checked.RIGHT && checked != Checked.RECOVERED) {
            return wrong(now, model, response);
        }
        devices.forget(now.getName());
        next.addFlashAttribute("done", "This device and its recovery codes do not count any more.");
        return "redirect:" + OWN;
    }

    @GetMapping(ALL)
    String all(Model model) {
        model.addAttribute("devices", devices.devices());
        return "operations/second-factors";
    }

    @PostMapping(ALL + "/reset")
    String reset(@RequestParam String account, RedirectAttributes next) {
        devices.forget(account);
        next.addFlashAttribute("done", "The second factor of " + account + " is reset.");
        return "redirect:" + ALL;
    }

    private Checked check(Authentication now, String code) {
        return code.isBlank() || code.length() > LONGEST ? Checked.WRONG : devices.check(now.getName(), code);
    }

    /** A session is as old as its login. */
    private boolean mayChange(Authentication now, HttpSession session) {
        return now.getPrincipal() instanceof Operator
                && !devices.isOff()
                && Instant.ofEpochMilli(session.getCreationTime()).plus(FRESH).isAfter(clock.instant());
    }

    private String again(Authentication now, Model model, HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_FORBIDDEN);
        model.addAttribute("again", true);
        return own(now, model);
    }

    private String wrong(Authentication now, Model model, HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
        model.addAttribute("wrong", true);
        return own(now, model);
    }
}
