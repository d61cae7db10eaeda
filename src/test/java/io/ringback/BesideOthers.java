package io.ringback;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Set;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.ResourceLocksProvider;

/**
 * Runs a class of tests beside others, as it mostly waits. Its own tests run one after the other. What reckons for long instead runs
 * beside those that wait, but not beside its like: it locks "the processors".
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(providers = BesideOthers.NotBesideItself.class)
public @interface BesideOthers {

    /** A lock that nobody else has. */
    final class NotBesideItself implements ResourceLocksProvider {

        @Override
        public Set<Lock> provideForClass(Class<?> tests) {
            return Set.of(new Lock(tests.getName(), ResourceAccessMode.READ_WRITE));
        }
    }
}
