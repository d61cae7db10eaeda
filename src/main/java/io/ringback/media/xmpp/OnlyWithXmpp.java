package io.ringback.media.xmpp;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;

/** For what is there only if there is an XMPP account; set to nothing, as environments do, is not set. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ConditionalOnExpression("!'${ringback.xmpp.accounts[0].jid:}'.isBlank()")
@interface OnlyWithXmpp {}
