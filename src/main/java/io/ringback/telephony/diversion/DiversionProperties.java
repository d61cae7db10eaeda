package io.ringback.telephony.diversion;

import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How diverted calls are taken in.
 *
 * @param answer the status that every diverted call is answered with, 400 to 699; leave it out to let callers hear what
 *     they would have heard without Ringback
 * @param own further users and numbers under which Ringback is called and calls, besides {@code ringback.sip.user} and
 *     {@code ringback.connections.number}: never a caller or callee
 * @param diverter of several people who diverted a call one after the other, whose failure is told: {@code FIRST}, the one
 *     whom the caller called, or {@code LAST}
 */
@ConfigurationProperties("ringback.diversion")
record DiversionProperties(
        Integer answer, @DefaultValue Set<String> own, @DefaultValue("FIRST") Diverter.Told diverter) {

    DiversionProperties {
        if (answer != null && !SipStatus.isFailure(answer)) {
            throw new IllegalArgumentException("ringback.diversion.answer is " + answer
                    + ". Give a SIP status from 400 to 699, or leave it out so that callers hear the original one.");
        }
        own = Set.copyOf(own);
    }
}
