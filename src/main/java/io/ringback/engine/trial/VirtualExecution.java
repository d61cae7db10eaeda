package io.ringback.engine.trial;

import java.util.Map;

/** What an expression can ask {@code execution} in a trial. Public, because expressions call it by reflection. */
public final class VirtualExecution {

    private final Map<String, Object> variables;

    VirtualExecution(Map<String, Object> variables) {
        this.variables = variables;
    }

    public Object getVariable(String name) {
        return variables.get(name);
    }

    public boolean hasVariable(String name) {
        return variables.containsKey(name);
    }

    public Map<String, Object> getVariables() {
        return variables;
    }

    public String getProcessBusinessKey() {
        return "00000000-0000-0000-0000-000000000000";
    }

    public String getBusinessKey() {
        return getProcessBusinessKey();
    }
}
