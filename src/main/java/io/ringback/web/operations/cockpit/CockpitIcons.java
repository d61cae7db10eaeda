package io.ringback.web.operations.cockpit;

import io.ringback.web.security.Operator;
import java.util.List;

/** Knows what stands on Cockpit's pages to be clicked. The engine implements it. */
public interface CockpitIcons {

    /**
     * What the engine would refuse to an operator wherever they clicked.
     *
     * @param plugins of Cockpit, as its {@code cam-exclude-plugins} takes them: a point and an id
     * @param rows tables whose rows have icons that are no plugins
     */
    record Unusable(List<String> plugins, List<String> rows) {}

    /** What is unusable for an operator; whoever has a right to one process keeps the icon on all pages. */
    Unusable unusable(Operator operator);
}
