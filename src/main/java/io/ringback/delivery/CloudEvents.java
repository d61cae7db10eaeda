package io.ringback.delivery;

import io.ringback.cases.CaseEvent;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Writes what happened to a case as CloudEvents 1.0 has it, so that other programs read it with libraries of theirs. */
@Component
class CloudEvents {

    /** CloudEvents 1.0, 3.1: a type should begin with a name in reverse DNS. */
    private static final String TYPE = "io.ringback.case.";

    private final String source;

    CloudEvents(@Value("${ringback.public-url}") String source) {
        this.source = source;
    }

    /** The fields of the event, in the order in which people read them. */
    Map<String, Object> of(CaseEvent event) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("step", event.step().name());
        data.put("medium", event.medium() == null ? null : event.medium().name());
        data.put("result", event.result());
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("specversion", "1.0");
        whole.put("id", event.id());
        whole.put("source", source);
        whole.put("type", TYPE + event.step().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        whole.put("subject", event.caseId().toString());
        whole.put("time", event.at().toString());
        whole.put("datacontenttype", "application/json");
        whole.put("data", data);
        return whole;
    }
}
