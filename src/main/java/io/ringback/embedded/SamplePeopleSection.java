package io.ringback.embedded;

import io.ringback.web.pages.HomeSection;
import java.util.List;

/** On the home page: the two sample people and what is in their mailboxes. */
final class SamplePeopleSection implements HomeSection {

    private final MailServer server;

    SamplePeopleSection(MailServer server) {
        this.server = server;
    }

    @Override
    public String title() {
        return "Try it with Anna and Bob";
    }

    @Override
    public List<Line> lines() {
        return List.of(
                mailbox("Anna Andersson", "anna"),
                mailbox("Bob Berg", "bob"),
                Line.of("bin/run printed the command with which Anna calls Bob."));
    }

    private Line mailbox(String person, String name) {
        int mails = server.mailbox(name).map(box -> box.mails().size()).orElse(0);
        return new Line(person + "'s mailbox: " + (mails == 1 ? "1 mail" : mails + " mails"), "/mailbox#" + name);
    }
}
