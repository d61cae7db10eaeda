package io.ringback.wording;

import org.thymeleaf.context.IExpressionContext;
import org.thymeleaf.dialect.IDialect;
import org.thymeleaf.spring6.dialect.SpringStandardDialect;
import org.thymeleaf.spring6.expression.SPELVariableExpressionEvaluator;
import org.thymeleaf.standard.expression.IStandardVariableExpression;
import org.thymeleaf.standard.expression.IStandardVariableExpressionEvaluator;
import org.thymeleaf.standard.expression.StandardExpressionExecutionContext;

/** Reads a variable that an expression only names, as most of a letter's do, without asking Spring what the name might mean. */
final class PlainVariables implements IStandardVariableExpressionEvaluator {

    private static final PlainVariables EVALUATOR = new PlainVariables();

    private PlainVariables() {}

    /** Thymeleaf's for Spring, with this. */
    static IDialect dialect() {
        return new SpringStandardDialect() {
            @Override
            public IStandardVariableExpressionEvaluator getVariableExpressionEvaluator() {
                return EVALUATOR;
            }
        };
    }

    @Override
    public Object evaluate(
            IExpressionContext context, IStandardVariableExpression asked, StandardExpressionExecutionContext how) {
        String name = asked.getExpression();
        boolean plain =
                !asked.getUseSelectionAsRoot() && !how.getPerformTypeConversion() && context.containsVariable(name);
        return plain
                ? context.getVariable(name)
                : SPELVariableExpressionEvaluator.INSTANCE.evaluate(context, asked, how);
    }
}
