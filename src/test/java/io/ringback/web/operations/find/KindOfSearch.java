package io.ringback.web.operations.find;

import io.ringback.directory.SearchWords;
import io.ringback.web.operations.find.Recognised.Some;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;

/** One of each kind of search, among what {@link ManyCases} made. */
record KindOfSearch(String name, Consumer<FindingDesk> search) {

    static List<KindOfSearch> all() {
        return List.of(
                typed("a name", "last4711"),
                typed("two words of a name", "first47 last1047"),
                typed("a name that is nobody's", "nobodyofthatname"),
                new KindOfSearch(
                        "people by two words of a name",
                        desk -> desk.names.called(SearchWords.of("Last104 first"), 51)),
                typed("a number that is nobody's", "070-123 45 67"),
                typed("a call id", "switch-4711"),
                typed("a message id of the server", "id-4713"),
                typed("an id that is nothing's", "00000000-0000-4000-8000-000000000000"),
                typed("words of a problem", "refused smtp7"),
                typed("words of a journey's details", "quiet hours"),
                link("all", ""),
                link("a state", "state=WAITING_FOR_CALLEE"),
                link("an outcome", "outcome=EXPIRED"),
                link("an outcome and a cause that never go together", "outcome=EXPIRED&cause=NOT_FOUND"),
                link("a cause", "cause=REJECTED"),
                link("a cause that there is not", "cause=NOT_FOUND"),
                link("the medium of the call", "failed=EMAIL"),
                link("the medium of a message", "medium=SMS"),
                link("a medium of which there is no message", "medium=MMS"),
                link("a version of the diagram that no case ran on", "version=7"),
                link("since two hours, by no answer", "since=2h&cause=NO_ANSWER"),
                link("a day three weeks ago", "since=22d&until=21d"),
                link("undelivered since an hour", "trouble=UNDELIVERED&since=1h"),
                link("undelivered ever", "trouble=UNDELIVERED"),
                link("a problem since a day", "problem=refused&since=1d"),
                link("a problem that ten thousand have", "problem=refused"),
                link("out of step", "trouble=OUT_OF_STEP"));
    }

    private static KindOfSearch typed(String name, String words) {
        return new KindOfSearch(name, desk -> {
            if (desk.recognition.of(words, Wanted.ALL) instanceof Some some) {
                desk.page(some.wanted());
            }
        });
    }

    private static KindOfSearch link(String name, String query) {
        Wanted wanted = Wanted.of(new LinkedMultiValueMap<>(
                UriComponentsBuilder.fromUriString("?" + query).build().getQueryParams()));
        return new KindOfSearch(name, desk -> desk.page(wanted));
    }
}
