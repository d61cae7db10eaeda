package io.ringback.media.mail;

import jakarta.mail.Message;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.mail.MailBinding;
import org.apache.camel.component.mail.MailHeaderFilterStrategy;
import org.springframework.stereotype.Component;

/**
 * Keeps the headers of a mail from becoming Camel's: some of those steer its components, so whoever writes a mail with {@code
 * CamelBeanMethodName} would choose what is called with it (CVE-2026-33454). None is read either, as a mail may be so broken that
 * they cannot be.
 */
@Component("mailWithoutHeaders")
class MailWithoutHeaders extends MailBinding {

    /** Hands the mail itself on, as {@code mapMailMessage: false} does. */
    MailWithoutHeaders() {
        super(new MailHeaderFilterStrategy(), null, false, false);
    }

    @Override
    protected Map<String, Object> extractHeadersFromMail(Message mail, Exchange exchange) {
        return Map.of();
    }
}
