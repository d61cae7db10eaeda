package io.ringback.engine;

import org.apache.ibatis.executor.Executor;
import org.apache.ibatis.plugin.Interceptor;
import org.apache.ibatis.plugin.Invocation;
import org.apache.ibatis.session.Configuration;

/** Gives each of the engine's sessions a {@link OneTripExecutor}. */
final class OneTripWrites implements Interceptor {

    private final Configuration configuration;

    OneTripWrites(Configuration configuration) {
        this.configuration = configuration;
    }

    @Override
    public Object plugin(Object target) {
        return target instanceof Executor executor
                ? new OneTripExecutor(configuration, executor.getTransaction())
                : target;
    }

    @Override
    public Object intercept(Invocation invocation) throws ReflectiveOperationException {
        return invocation.proceed();
    }
}
