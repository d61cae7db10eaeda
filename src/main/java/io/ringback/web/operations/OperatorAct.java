package io.ringback.web.operations;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One act of an operator.
 *
 * @param at when it was asked for
 * @param operator the account
 * @param origin the address that the request came from
 * @param act what was asked for, in words
 * @param cases those that it names
 * @param status the HTTP status of the answer; null if there was none
 */
public record OperatorAct(Instant at, String operator, String origin, String act, List<UUID> cases, Integer status) {

    /** How it turned out, in words. */
    public String result() {
        if (status == null) {
            return "no answer";
        }
        return status < 400 ? "done" : status == 401 || status == 403 ? "not allowed" : "failed (" + status + ")";
    }
}
