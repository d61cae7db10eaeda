package io.ringback.cases;

/** The messages a running case understands, by their names in the diagram. The list is short and closed on purpose. */
public enum CaseMessage {
    CALL_FAILED("Call failed"),
    CALLER_ANSWERED("Caller answered"),
    CALLER_WITHDREW("Caller withdrew"),
    CONTACT_MEANS_USED("Contact means used"),
    DELIVERED("Delivered"),
    DELIVERY_FAILED("Delivery failed"),
    CONNECTION_OUTCOME("Connection outcome"),
    REACHED_MEANWHILE("Reached meanwhile"),
    CALLED_AGAIN("Called again"),
    CALLEE_SEEN("Callee seen"),
    TIME_NAMED("Time named"),
    TIME_ANSWERED("Time answered");

    private final String inDiagram;

    CaseMessage(String inDiagram) {
        this.inDiagram = inDiagram;
    }

    /** The message's name in {@code bpmn/}. */
    public String inDiagram() {
        return inDiagram;
    }
}
