package io.ringback.telephony.trunk;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;

/** For what is there only if a switch is named ({@code ringback.sip.proxy}); set to nothing, as environments do, is not set. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ConditionalOnExpression("!'${ringback.sip.proxy:}'.isBlank()")
public @interface OnlyWithSwitch {}
