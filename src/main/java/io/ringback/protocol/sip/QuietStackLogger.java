package io.ringback.protocol.sip;

import gov.nist.core.StackLogger;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What JAIN-SIP has to say, without the messages it says it about: they hold addresses and numbers. Only the kind of an
 * exception is kept. Public because JAIN-SIP makes it by name.
 */
public final class QuietStackLogger implements StackLogger {

    private static final Logger LOG = LoggerFactory.getLogger(QuietStackLogger.class);

    @Override
    public void logStackTrace() {}

    @Override
    public void logStackTrace(int traceLevel) {}

    @Override
    public int getLineCount() {
        return 0;
    }

    @Override
    public void logException(Throwable ex) {
        LOG.debug("JAIN-SIP met {}", ex.getClass().getName());
    }

    @Override
    public void logDebug(String message) {}

    @Override
    public void logDebug(String message, Exception ex) {}

    @Override
    public void logTrace(String message) {}

    @Override
    public void logFatalError(String message) {
        LOG.error("JAIN-SIP met a fatal error");
    }

    @Override
    public void logError(String message) {
        LOG.debug("JAIN-SIP met an error");
    }

    @Override
    public boolean isLoggingEnabled() {
        return LOG.isDebugEnabled();
    }

    @Override
    public boolean isLoggingEnabled(int logLevel) {
        // ToldTraffic hears of messages only if this says so; of what else is on that level, nothing is logged.
        return logLevel == TRACE_MESSAGES || logLevel <= TRACE_ERROR && LOG.isDebugEnabled();
    }

    @Override
    public void logError(String message, Exception ex) {
        logException(ex);
    }

    @Override
    public void logWarning(String string) {}

    @Override
    public void logInfo(String string) {}

    @Override
    public void disableLogging() {}

    @Override
    public void enableLogging() {}

    @Override
    public void setBuildTimeStamp(String buildTimeStamp) {}

    @Override
    public void setStackProperties(Properties stackProperties) {}

    @Override
    public String getLoggerName() {
        return LOG.getName();
    }
}
