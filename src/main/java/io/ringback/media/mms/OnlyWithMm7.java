package io.ringback.media.mms;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;

/** For what is there only if a relay is named ({@code ringback.mms.mm7.url}); set to nothing is not set. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ConditionalOnExpression("!'${ringback.mms.mm7.url:}'.isBlank()")
@interface OnlyWithMm7 {}
