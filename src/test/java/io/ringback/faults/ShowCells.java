package io.ringback.faults;

import io.ringback.faults.TwoCells.Account;
import io.ringback.faults.TwoCells.Told;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Shows two cells on this machine, and accounts for each call that they are told of; started by {@code bin/show-cells}. */
public final class ShowCells {

    private static final int CALLS = 300;
    private static final String ROW = "%-22s %6s %6s %6s %6s %8s %20s%n";

    private ShowCells() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int many = arguments.length == 0 ? CALLS : Integer.parseInt(arguments[0]);
        System.out.println("Two cells start, each with its PostgreSQL and a node; Kafka and Kamailio with them.");
        boolean right;
        try (TwoCells cells = new TwoCells()) {
            right = show(cells, many);
        }
        System.out.println(right ? "Each call is accounted for." : "FAILED: see the table.");
        System.exit(right ? 0 : 1);
    }

    private static boolean show(TwoCells cells, int many) throws IOException {
        List<Told> http = cells.byHttp(many);
        List<Told> kafka = cells.byKafka(many);
        List<Told> sip = cells.bySip(many);
        List<Told> all = new ArrayList<>(http);
        all.addAll(kafka);
        all.addAll(sip);
        cells.awaitStored(all);
        System.out.printf(
                "%n" + ROW, "failed calls told", "told", "north", "south", "lost", "doubled", "in the wrong cell");
        boolean right = row(cells.account("by HTTP", http));
        right &= row(cells.account("by Kafka", kafka));
        right &= row(cells.account("by SIP", sip));
        return row(cells.account("in all", all)) & moved(cells) & right;
    }

    private static boolean row(Account account) {
        System.out.printf(
                ROW,
                account.way(),
                account.told(),
                account.north(),
                account.south(),
                account.lost(),
                account.doubled(),
                account.wrong());
        return account.isRight();
    }

    private static boolean moved(TwoCells cells) throws IOException {
        String callee = cells.callee();
        String from = TwoCells.cellOf(callee);
        String to = TwoCells.other(from);
        UUID person = cells.person(from, callee);
        List<Told> before = List.of(cells.byHttp(from, callee));
        cells.move(person, callee);
        List<Told> after = new ArrayList<>(List.of(cells.byHttp(from, callee), cells.byKafka(callee)));
        after.addAll(cells.bySip(List.of(callee)));
        cells.awaitStored(after);
        boolean right = cells.has(from, before.get(0).inboxId())
                && after.stream().allMatch(one -> cells.has(to, one.inboxId()) && !cells.has(from, one.inboxId()));
        System.out.printf(
                "%nA person moves from %s to %s. Their call before is in %s; of the %d after, by HTTP, Kafka and SIP, %d are in %s.%n%n",
                from,
                to,
                cells.has(from, before.get(0).inboxId()) ? from : to,
                after.size(),
                after.stream().filter(one -> cells.has(to, one.inboxId())).count(),
                to);
        return right;
    }
}
