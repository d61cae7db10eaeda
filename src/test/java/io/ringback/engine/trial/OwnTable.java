package io.ringback.engine.trial;

import java.util.List;

/** A decision table of an analyst's own with one condition and one result. */
final class OwnTable {

    private OwnTable() {}

    /** The table {@code own}; each rule is written as {@code condition -> result}. */
    static String of(String hitPolicy, String type, String fact, List<String> rules) {
        StringBuilder xml = new StringBuilder("""
                <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:camunda="http://camunda.org/schema/1.0/dmn"
                 id="d" name="d" namespace="urn:own"><decision id="own" name="Own" camunda:historyTimeToLive="P30D">
                <decisionTable id="t" hitPolicy="%s"><input id="i"><inputExpression id="e" typeRef="%s"><text>%s</text>
                </inputExpression></input><output id="o" name="said" typeRef="string"/>
                """.formatted(hitPolicy, type, fact));
        for (int rule = 1; rule <= rules.size(); rule++) {
            String[] cells = rules.get(rule - 1).split("->", 2);
            xml.append("<rule id=\"R%d\"><inputEntry id=\"c%d\"><text>%s</text></inputEntry>"
                    .formatted(rule, rule, cells[0].strip().replace("<", "&lt;").replace(">", "&gt;")));
            xml.append(
                    "<outputEntry id=\"s%d\"><text>%s</text></outputEntry></rule>".formatted(rule, cells[1].strip()));
        }
        return xml + "</decisionTable></decision></definitions>";
    }
}
