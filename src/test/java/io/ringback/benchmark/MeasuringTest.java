package io.ringback.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.DoubleStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the benchmark reads from the machine, and what it makes of it. */
class MeasuringTest {

    private static final long MEGABYTE = 1024 * 1024;

    @Test
    void garbageIsWhatTheHeapGainedBetweenCollections() {
        List<String> log = List.of(
                "[0.010s][info][gc] Using G1",
                "[1.100s][info][gc] GC(0) Pause Young (Normal) (G1 Evacuation Pause) 24M->4M(512M) 3.210ms",
                "[2.000s][info][gc] GC(1) Concurrent Mark Cycle",
                "[2.100s][info][gc] GC(1) Pause Remark 54M->50M(512M) 1.000ms",
                "[3.000s][info][gc] GC(2) Pause Young (Mixed) (G1 Evacuation Pause) 150M->10M(512M) 2.000ms");

        // 24, then 50 more, then 100 more, and 30 since.
        assertThat(Garbage.allocated(log, 40 * MEGABYTE)).isEqualTo(204 * MEGABYTE);
    }

    @Test
    void serialCollectorsCountInTheSameWay() {
        String heapInfo = """
                4711:
                 def new generation   total 157248K, used 1024K [0x1, 0x2, 0x3)
                  eden space 139776K,   0% used [0x1, 0x2, 0x3)
                 tenured generation   total 349568K, used 2048K [0x1, 0x2, 0x3)
                 Metaspace       used 90000K, committed 91000K, reserved 1140000K
                """;
        List<String> log = List.of("[1.1s][info][gc] GC(0) Pause Young (Allocation Failure) 136M->1M(494M) 5.0ms");

        assertThat(Garbage.used(heapInfo)).isEqualTo(3 * MEGABYTE);
        assertThat(Garbage.allocated(log, Garbage.used(heapInfo))).isEqualTo(138 * MEGABYTE);
    }

    @Test
    void aHeapThatIsNotToldIsNotGuessed() {
        assertThatThrownBy(() -> Garbage.used("4711: No such process")).hasMessageContaining("4711");
    }

    @Test
    void theTimeOfBackendsThatHaveEndedCounts() {
        String stat = "4711 (post gres) S 1 4711 4711 0 -1 4194560 5000 60000 7 8 12 3 150 35 20 0 1 0 100 200000 5000";

        assertThat(Cpu.withEndedChildren(stat)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aSampleCountsForWhoeverIsNearestToTheTop() {
        Profile profile = Profile.of(List.of(
                List.of("java.util.HashMap", "org.apache.ibatis.Thing", "org.camunda.bpm.engine.Thing"),
                List.of("org.camunda.bpm.dmn.engine.Thing", "org.camunda.bpm.engine.Thing"),
                List.of("org.apache.ibatis.Thing"),
                List.of("java.lang.Thread")));

        assertThat(profile.lines()).containsExactly(" 50 %  MyBatis", " 25 %  decision tables");
    }

    @Test
    void theProfileOfAProcessIsRecordedAndRead(@TempDir Path folder) throws Exception {
        long here = ProcessHandle.current().pid();
        Profile.begin(here);
        Awaitility.await().pollDelay(Duration.ofSeconds(1)).until(() -> true);

        Profile recorded = Profile.end(here, folder.resolve("here.jfr"));
        assertThat(folder.resolve("here.jfr")).isNotEmptyFile();
        assertThat(recorded.lines()).allSatisfy(line -> assertThat(line).matches(" {0,2}\\d+ %  .+"));
    }

    @Test
    void coresAreReadAsTheKernelWritesThem() {
        assertThat(Cores.read("0-2,5")).containsExactly(0, 1, 2, 5);
        assertThat(Cores.read("7")).containsExactly(7);
        assertThat(Cores.read("")).isEmpty();
    }

    @Test
    void whatIsPinnedGetsAPrefix() {
        assertThat(new Cores(List.of(0), List.of(1, 2)).prefix()).containsExactly("taskset", "-c", "1,2");
        assertThat(Cores.ALL.prefix()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'3', 3.00", "'3 1', 2.00 (1.00-3.00)", "'20 1 11', 11.0 (1.00-20.0)", "'', -"})
    void roundsAreShownAsMedianLeastAndMost(String rounds, String shown) {
        DoubleStream figures = rounds.isEmpty()
                ? DoubleStream.empty()
                : List.of(rounds.split(" ")).stream().mapToDouble(Double::parseDouble);

        assertThat(Spread.of(figures)).hasToString(shown);
    }

    @Test
    void ofAHundredTimesTheNinetyNinthIsTheSecondWorst() {
        long[] times = new long[100];
        for (int time = 0; time < times.length; time++) {
            times[time] = (time + 1) * 1_000_000L;
        }

        assertThat(Percentile.of(times, 99)).isEqualTo(99, within(1e-9));
        assertThat(Percentile.of(times, 50)).isEqualTo(50, within(1e-9));
        assertThat(Percentile.of(new long[0], 99)).isNaN();
    }

    @Test
    void aGoalSaysWhetherItIsMetAndWhenNobodyMeasured() {
        Measured measured = new Measured(List.of());
        measured.set(Extra.RESIDENT, 449);
        measured.set(Extra.TAKEN_IN_BY_SIP, 599);

        assertThat(Goal.RESIDENT.line(measured)).contains("449.0", "<= 450").endsWith("  met");
        assertThat(Goal.TAKEN_IN_BY_SIP.line(measured)).contains(">= 600").endsWith("NOT MET");
        assertThat(Goal.AGAINST_STOCK.line(measured)).endsWith("not measured");
    }

    /** Whoever looks for the end of the table finds ratios first. */
    @Test
    void ratiosComeFirst() {
        assertThat(List.of(Goal.values()).subList(0, 4))
                .containsExactly(Goal.AGAINST_STOCK, Goal.AGAINST_BARE, Goal.AGAINST_FLOWABLE, Goal.FLAT);
    }

    @Test
    void figuresOfTheLoadProgramAreFoundInItsTable() {
        List<String> table = List.of(
                "                                     Ringback    reference    ratio",
                "connections set up per second                 133                       ",
                "  CPU of Ringback per connection, ms          9.40                      ");

        assertThat(ConnectionsOfLoad.figure(table, "connections set up per second"))
                .hasValue(133);
        assertThat(ConnectionsOfLoad.figure(table, "CPU of Ringback per connection, ms"))
                .hasValue(9.4);
        assertThat(ConnectionsOfLoad.figure(table, "something else")).isEmpty();
    }

    @Test
    void whatTakesLongIsMeasuredOnlyIfItIsAskedFor() {
        assertThat(BenchmarkOptions.read().size(Size.INTAKE)).isZero();
        assertThat(BenchmarkOptions.read("--all").size(Size.INTAKE)).isEqualTo(60_000);
        assertThat(BenchmarkOptions.read("--intake", "5").size(Size.INTAKE)).isEqualTo(5);
        assertThat(BenchmarkOptions.read("--short").size(Size.CASES)).isEqualTo(20);
        assertThat(BenchmarkOptions.read("--columns", "bare,ringback").columns())
                .containsExactly(Candidate.BARE, Candidate.RINGBACK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--casses 5", "--cases", "--cases none", "--rounds 0", "--columns fast", "--columns bare,bare"})
    void whatNobodyUnderstandsIsRefusedWithASentence(String arguments) {
        assertThatThrownBy(() -> BenchmarkOptions.read(arguments.split(" ")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageFindingMatch("option|number|column|twice");
    }

    /** On the class path of the tests, Spring Boot would start its engine in every one of them. */
    @Test
    void flowableIsOnNoClassPathOfRingbacks() throws Exception {
        assertThat(System.getProperty("java.class.path")).doesNotContain("flowable-engine");
        String ours = Files.readString(Path.of("pom.xml"));
        String column = Files.readString(Path.of("src", "benchmark", "flowable", "pom.xml"));

        assertThat(ours).doesNotContain("flowable");
        assertThat(springBoot(column)).isEqualTo(springBoot(ours));
    }

    private static String springBoot(String pom) {
        return pom.replaceAll("(?s).*<artifactId>spring-boot-starter-parent</artifactId>.*?<version>([^<]+)<.*", "$1");
    }
}
