package io.ringback.web.operations;

import io.ringback.web.security.Operator;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;

/** What an account is told of a page or an act that is not for its group. Whatever was asked for leads here. */
@Controller
class NotYoursPage {

    @RequestMapping(Operator.NOT_YOURS)
    @ResponseStatus(HttpStatus.FORBIDDEN)
    String notYours() {
        return "operations/not-yours";
    }
}
