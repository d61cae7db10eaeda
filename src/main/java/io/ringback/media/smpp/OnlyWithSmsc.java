package io.ringback.media.smpp;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;

/**
 * For what is there only if short messages go by SMPP ({@code ringback.sms.smpp.binds}); set to nothing, as environments
 * do, is not set.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ConditionalOnExpression("'${ringback.sms.provider:smpp}' == 'smpp' && !'${ringback.sms.smpp.binds:}'.isBlank()")
@interface OnlyWithSmsc {}
