package io.ringback.delivery;

/** Whether the switch that connects calls answers. Who keeps a trunk to one tells; nobody need. */
public interface SwitchState {

    /** False while it is known to be down; true also while nothing is known. */
    boolean isUp();
}
