package io.ringback.media.sipmessage;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of {@code ringback.sip.message}; docs/sip-message.md says when to change them.
 *
 * @param imdn whether texts are wrapped in message/cpim and ask for disposition notifications
 */
@ConfigurationProperties("ringback.sip.message")
record SipMessageProperties(@DefaultValue("false") boolean imdn) {}
