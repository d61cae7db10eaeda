package io.ringback.web.operations;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Where operators log in. The login itself is the security filter's. */
@Controller
class LoginPage {

    @GetMapping("/login")
    String login() {
        return "operations/login";
    }
}
