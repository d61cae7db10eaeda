package io.ringback.faults;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The machine of PostgreSQL is lost in mid-traffic, and its replica takes its place; started by {@code bin/show-failover}. Two nodes know
 * both machines by their connection string, and are told nothing of what happens.
 */
public final class ReplicaFailover implements AutoCloseable {

    private static final String DATABASE = "ringback";
    private static final String REPLICA = "replica";
    private static final int PEOPLE_AT_ONCE = 12;

    private final SystemPostgres first = SystemPostgres.start();
    private final SystemPostgres second;
    private final Installation installation;

    /**
     * Starts both machines and one node.
     *
     * @param synchronous whether what is committed is on both disks before anybody is answered
     */
    ReplicaFailover(boolean synchronous) throws IOException, InterruptedException {
        first.create(DATABASE);
        second = first.replica(REPLICA);
        if (synchronous) {
            first.commitsWith(REPLICA);
        }
        // Each asks both machines which of them may be written to, and asks anew within a second.
        String url = first.jdbcUrl(DATABASE).replace("/" + DATABASE, "," + second.address() + "/" + DATABASE)
                + "?targetServerType=primary&hostRecheckSeconds=1";
        installation =
                Installation.onDatabase("failover-" + (synchronous ? "synchronous" : "asynchronous"), at(url), url);
    }

    private static DataSource at(String url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(SystemPostgres.USER);
        return source;
    }

    public static void main(String[] arguments) throws Exception {
        int cases = arguments.length == 0 ? 120 : Integer.parseInt(arguments[0]);
        try (ReplicaFailover waiting = new ReplicaFailover(true)) {
            System.out.println("The replica has each commit before anybody is answered (synchronous_standby_names):");
            Account account = waiting.inMidTraffic(cases);
            account.print(System.out);
            if (account.lost() > 0 || account.informed() < cases || account.copies() > account.noted()) {
                System.exit(1);
            }
        }
        try (ReplicaFailover ahead = new ReplicaFailover(false)) {
            System.out.println("The replica is behind when the machine is lost, and nobody has waited for it:");
            ahead.whileTheReplicaIsBehind(cases / 4).print(System.out);
        }
        System.exit(0);
    }

    /**
     * What became of the calls.
     *
     * @param told by the switch, each until it was answered
     * @param kept of these, all of which Ringback has said that it stored
     * @param informed whose caller was told at last
     * @param copies letters that the mail server took once more
     * @param noted of which the journal says so
     */
    record Account(int told, int kept, int informed, int copies, int noted) {

        int lost() {
            return told - kept;
        }

        void print(PrintStream out) {
            out.printf(
                    "  calls stored, by Ringback's word %5d%n  of these in the new primary      %5d%n"
                            + "  lost                             %5d%n  cases ended, the caller informed %5d%n"
                            + "  letters twice                    %5d, %d of them noted in the journal%n",
                    told, kept, lost(), informed, copies, noted);
        }
    }

    /** So many cases from the failed call to their end; when a third have begun, the machine of the database is lost. */
    Account inMidTraffic(int cases) throws Exception {
        RunningRingback one = installation.node();
        ExecutorService people = Executors.newFixedThreadPool(PEOPLE_AT_ONCE);
        try (RunningRingback other = installation.anotherNode()) {
            List<PlayedCase> played = IntStream.range(0, cases)
                    .mapToObj(number -> new PlayedCase(installation, () -> number % 2 == 0 ? one : other))
                    .toList();
            List<Future<UUID>> ends = new ArrayList<>();
            played.forEach(call -> ends.add(people.submit(() -> {
                UUID caseId = call.callFails();
                call.sayYes();
                call.useContactMeans();
                call.awaitOutcome(caseId, "INFORMED");
                return caseId;
            })));
            await("a third to have begun").atMost(Installation.PATIENCE).until(() -> stored() >= cases / 3);
            failOver();
            int informed = 0;
            int copies = 0;
            int noted = 0;
            for (int number = 0; number < cases; number++) {
                UUID caseId = ends.get(number).get();
                PlayedCase call = played.get(number);
                informed += call.standing(caseId).equals("INFORMED") ? 1 : 0;
                copies += call.letters() - 3;
                noted += call.copiesNoted(caseId);
            }
            return new Account(cases, stored(), informed, copies, noted);
        } finally {
            people.shutdownNow();
        }
    }

    /** So many calls are stored while the replica gets nothing more. */
    Account whileTheReplicaIsBehind(int calls) throws Exception {
        RunningRingback node = installation.node();
        List<PlayedCase> played = IntStream.range(0, calls)
                .mapToObj(number -> new PlayedCase(installation, () -> node))
                .toList();
        played.get(0).callFails();
        await("the replica to have it")
                .atMost(Installation.PATIENCE)
                .ignoreExceptions()
                .until(() -> second.has(DATABASE, "select count(*) = 1 from inbound_event"));
        first.keepsToItself();
        played.subList(1, calls).forEach(PlayedCase::callFails);
        failOver();
        return new Account(calls, stored(), 0, 0, 0);
    }

    private void failOver() throws IOException, InterruptedException {
        first.losesPower();
        // Whoever watches the machines notices it no sooner than a node does.
        await("the node to say that it cannot take anything")
                .atMost(Installation.PATIENCE)
                .until(() ->
                        installation.node().get("/actuator/health/readiness").statusCode() == 503);
        second.promote();
        await("the new primary")
                .atMost(Installation.PATIENCE)
                .ignoreExceptions()
                .until(() -> stored() >= 0);
    }

    private int stored() {
        return installation
                .jdbc()
                .sql("select count(*) from inbound_event where kind = 'FAILED_CALL'")
                .query(Integer.class)
                .single();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        installation.close();
        second.close();
        first.close();
    }
}
