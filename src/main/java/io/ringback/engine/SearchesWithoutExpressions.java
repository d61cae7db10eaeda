package io.ringback.engine;

import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.el.Expression;
import org.camunda.bpm.engine.impl.el.JuelExpression;
import org.camunda.bpm.engine.spring.SpringExpressionManager;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Component;

/**
 * Has the engine compute no expression of a search. It refuses those of the search itself, but not those of the alternatives in it
 * ({@code orQueries}), so whoever may look for tasks in Cockpit could run programs on the server (CVE-2026-109432; mended for
 * customers only). Expressions of diagrams have an instance or a task that they are about; those of searches have none.
 */
@Component
final class SearchesWithoutExpressions extends AbstractProcessEnginePlugin {

    private final ApplicationContext application;

    SearchesWithoutExpressions(ApplicationContext application) {
        this.application = application;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        engine.setExpressionManager(new SpringExpressionManager(application, engine.getBeans()) {

            @Override
            public Expression createExpression(String text) {
                return new JuelExpression(createValueExpression(text), this, text) {

                    @Override
                    public Object getValue(VariableScope about) {
                        if (about == null) {
                            throw new BadUserRequestException(
                                    "A search has values, no expressions. Write the value itself.");
                        }
                        return super.getValue(about);
                    }
                };
            }
        });
    }
}
