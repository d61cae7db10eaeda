package io.ringback.engine.trial;

import java.lang.reflect.Method;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.calendar.DurationHelper;
import org.camunda.bpm.engine.impl.el.DateTimeFunctions;
import org.camunda.bpm.engine.impl.util.ParseUtil;
import org.camunda.bpm.impl.juel.ExpressionFactoryImpl;
import org.camunda.bpm.impl.juel.SimpleContext;
import org.camunda.bpm.impl.juel.jakarta.el.ArrayELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.BeanELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.CompositeELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.ELException;
import org.camunda.bpm.impl.juel.jakarta.el.ExpressionFactory;
import org.camunda.bpm.impl.juel.jakarta.el.ListELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.MapELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.ValueExpression;
import org.springframework.util.ConcurrentLruCache;

/**
 * Expressions and durations as the engine itself reads them. It uses the engine's inner classes, because its API has none
 * for this and a second reader would some day read something else (docs/decisions/0017-try-before-accepting.md).
 */
final class EngineLanguage {

    /** An expression that the engine could not evaluate; says why, without naming the expression. */
    static final class NotEvaluated extends Exception {
        private static final long serialVersionUID = 1;

        NotEvaluated(Throwable cause) {
            super(cause.getMessage() == null ? cause.getClass().getSimpleName() : firstLine(cause.getMessage()), cause);
        }

        private static String firstLine(String message) {
            return message.lines().findFirst().orElse(message);
        }
    }

    private static final Date ANY_DAY = Date.from(Instant.parse("2026-01-01T00:00:00Z"));

    private static final List<Method> FUNCTIONS = Arrays.stream(DateTimeFunctions.class.getMethods())
            .filter(function -> function.getDeclaringClass() == DateTimeFunctions.class)
            .toList();

    /** The engine looks through all jars for a reader each time that it reads a duration, and a trial asks thousands of times. */
    private static final ConcurrentLruCache<String, Boolean> DURATIONS =
            new ConcurrentLruCache<>(10_000, EngineLanguage::readsDuration);

    private final ExpressionFactory expressions = new ExpressionFactoryImpl();
    private final CompositeELResolver properties = new CompositeELResolver();

    EngineLanguage() {
        properties.add(new ArrayELResolver(true));
        properties.add(new ListELResolver(true));
        properties.add(new MapELResolver(true));
        properties.add(new BeanELResolver(true));
    }

    /**
     * What {@code text} comes to.
     *
     * @param variables what it can see; {@code execution} among them if it may ask for that
     * @throws NotEvaluated where the engine would throw
     */
    Object evaluate(String text, Map<String, Object> variables) throws NotEvaluated {
        SimpleContext context = new SimpleContext(properties);
        FUNCTIONS.forEach(function -> context.setFunction("", function.getName(), function));
        try {
            variables.forEach(
                    (name, value) -> context.setVariable(name, expressions.createValueExpression(value, Object.class)));
            ValueExpression expression = expressions.createValueExpression(context, text, Object.class);
            return expression.getValue(context);
        } catch (ELException | IllegalArgumentException | UnsupportedOperationException | ClassCastException e) {
            throw new NotEvaluated(e);
        }
    }

    /** Whether the engine can make a timer of it, and the steps a span of time. */
    static boolean isDuration(String text) {
        return DURATIONS.get(text);
    }

    /** Whether the engine can read for how long a history is kept. */
    static boolean isTimeToLive(String text) {
        try {
            return ParseUtil.parseHistoryTimeToLive(text) != null;
        } catch (ProcessEngineException | NumberFormatException e) {
            return false;
        }
    }

    /** Whether the engine can read how often and when a job is tried again. */
    static boolean isRetryCycle(String text) {
        return Arrays.stream(text.split(",", -1)).map(String::strip).allMatch(EngineLanguage::isInterval);
    }

    private static boolean isInterval(String text) {
        try {
            return new DurationHelper(text.replaceFirst("^R\\d*/", ""), ANY_DAY).getDateAfter() != null;
        } catch (Exception e) {
            // Declared so wide by the engine: whatever it is, the engine cannot read the text.
            return false;
        }
    }

    private static boolean readsDuration(String text) {
        try {
            new DurationHelper(text, ANY_DAY).getDateAfter();
        } catch (Exception e) {
            // Declared so wide by the engine: whatever it is, the engine cannot read the text.
            return false;
        }
        return Durations.isUsable(text);
    }
}
