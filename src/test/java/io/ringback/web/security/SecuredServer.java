package io.ringback.web.security;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import db.addresses.SealAddresses;
import io.ringback.KeptWebapps;
import io.ringback.TestDatabase;
import io.ringback.agenda.Lanes;
import io.ringback.agenda.ThisNode;
import io.ringback.cases.DeployPreview;
import io.ringback.cases.DeployPreview.Change;
import io.ringback.cases.DeployPreview.EarlierCases;
import io.ringback.cases.DeployPreview.ElementChange;
import io.ringback.cases.DeployPreview.FileChange;
import io.ringback.cases.DeployPreview.Move;
import io.ringback.cases.Diagrams;
import io.ringback.cases.Diagrams.Refusal;
import io.ringback.cases.Diagrams.Warning;
import io.ringback.cases.EndedCases;
import io.ringback.cases.FilesBeside;
import io.ringback.cases.TableTests.TestedRow;
import io.ringback.cases.TableTests.TestedRule;
import io.ringback.cases.TableTests.TestedTable;
import io.ringback.cases.TableTests.Verdict;
import io.ringback.delivery.Adapters;
import io.ringback.delivery.ProviderMessages;
import io.ringback.delivery.Servers;
import io.ringback.delivery.routes.RouteFiles;
import io.ringback.delivery.routes.RouteFinding;
import io.ringback.directory.AddressReader;
import io.ringback.directory.Directory;
import io.ringback.directory.Medium;
import io.ringback.directory.PeopleByName;
import io.ringback.failedcall.SentMails;
import io.ringback.inbox.Inbox;
import io.ringback.inbox.StuckEvents;
import io.ringback.privacy.Erasure;
import io.ringback.privacy.PersonFile;
import io.ringback.privacy.PersonFiles;
import io.ringback.sealing.AddressKeys;
import io.ringback.sealing.SealedAddresses;
import io.ringback.web.operations.EngineDesk;
import io.ringback.web.operations.acts.CaseActs;
import io.ringback.web.operations.cockpit.CockpitIcons;
import io.ringback.web.operations.cockpit.CockpitIds;
import io.ringback.web.operations.find.RunningProcesses;
import io.ringback.web.operations.story.CaseDiagrams;
import io.ringback.web.operations.story.DiagramAtHand;
import io.ringback.web.security.RawHttp.Answer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseBody;

/**
 * The web server as it runs, with the engine's webapps and a real PostgreSQL, in front of endpoints that answer to
 * everything they are let. Each test comes from an address of its own, as a proxy would tell.
 */
@SpringBootTest(
        classes = SecuredServer.Application.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "server.address=127.0.0.1",
            "server.forward-headers-strategy=native",
            "ringback.api.keys.switch.value=" + SecuredServer.SWITCH_KEY,
            "ringback.api.keys.switch.scopes=calls.write",
            "ringback.api.keys.crm.sha256=" + SecuredServer.CRM_KEY_SHA256,
            "ringback.api.keys.crm.scopes=people.read,people.write,cases.read",
            "ringback.api.keys.prometheus.value=" + SecuredServer.METRICS_KEY,
            "ringback.api.keys.prometheus.scopes=metrics.read",
            "ringback.secret=0123456789abcdef0123456789abcdef",
            "ringback.security-contact=https://ringback.example/report",
            "spring.main.banner-mode=off",
            "camunda.bpm.auto-deployment-enabled=false",
            "camunda.bpm.job-execution.enabled=false",
            "camunda.bpm.admin-user.id=ada",
            "camunda.bpm.admin-user.password=" + SecuredServer.PASSWORD,
            // The database may be gone before the application is.
            "spring.datasource.hikari.connection-timeout=2000",
            "spring.autoconfigure.exclude=com.github.kagkarlsson.scheduler.boot.autoconfigure.DbSchedulerAutoConfiguration,"
                    + "org.apache.camel.spring.boot.CamelAutoConfiguration,"
                    + "org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpAutoConfiguration"
        })
@AutoConfigureObservability(tracing = false)
@ActiveProfiles(SecuredServer.PROFILE)
public abstract class SecuredServer {

    /** Keeps the endpoints below out of other applications in the tests. */
    static final String PROFILE = "secured-server";

    public static final String SWITCH_KEY = "switch-0123456789abcdef0123456789abcdef";
    public static final String CRM_KEY = "crm-0123456789abcdef0123456789abcdef";
    static final String CRM_KEY_SHA256 = "f163eb6ebefb25c39a6f9194cb43af1489a006450648ec17c1889aebae986014";
    public static final String METRICS_KEY = "metrics-0123456789abcdef0123456789abcdef";
    public static final String PASSWORD = "correct horse battery staple";
    public static final String TOKEN = "AAAAAAAAAAAAAAAAAAAAAA";

    /** Whose file can be read. */
    protected static final UUID ANNA = UUID.fromString("a0000000-0000-4000-8000-00000000000a");

    private static final PersonFile FILE = new PersonFile(
            Instant.parse("2026-01-02T03:04:05Z"),
            ANNA,
            "Anna <b>",
            "sv",
            "Europe/Stockholm",
            null,
            null,
            null,
            null,
            new PersonFile.Wishes(true, false, false, "CALLING_PHONE", null, null, null, null),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            null,
            List.of());

    private static final EmbeddedPostgres POSTGRES = startPostgres();
    private static final AtomicInteger ADDRESSES = new AtomicInteger();

    /** What became of the tests of a table: one row fails, and one rule is touched by none. */
    private static final TestedTable TESTED = new TestedTable(
            "connect-or-inform.dmn",
            "connect-or-inform",
            "connect-or-inform.tests.csv",
            List.of(
                    new TestedRow(
                            2,
                            "The <caller> is told.",
                            Map.of("choice", "INFORM"),
                            Map.of("reaction", "INFORM"),
                            Map.of("reaction", "CONNECT"),
                            List.of(new TestedRule("Connect", 1, 1)),
                            Verdict.DECIDED_OTHERWISE,
                            "It expects reaction = INFORM and got reaction = CONNECT."),
                    new TestedRow(
                            3,
                            "Nobody.",
                            Map.of("choice", "INFRM"),
                            Map.of("reaction", "INFORM"),
                            Map.of(),
                            List.of(),
                            Verdict.CANNOT_BE_TRIED,
                            "choice is never INFRM.")),
            List.of(new TestedRule("Connect", 1, 1), new TestedRule("Decline", 2, 0)),
            List.of());

    /** What a deploy of the diagrams would change. */
    protected static final DeployPreview PREVIEW = new DeployPreview(
            "0123456789abcdef",
            List.of(
                    new FileChange("connect-or-inform.dmn", Change.CHANGED, Optional.of(2)),
                    new FileChange("extra.dmn", Change.NEW, Optional.empty()),
                    new FileChange("unreachable-callee.bpmn", Change.CHANGED, Optional.of(3)),
                    new FileChange("waiting-times.dmn", Change.REFUSED, Optional.of(1))),
            List.of(new Refusal("waiting-times.dmn", "Decision_1", "It has no time-to-live.", "Set one in days.")),
            List.of(new Warning("consent-policy.dmn", "OtherwiseAsk", "Row 2 is never reached.", "Move it up.")),
            List.of(TESTED),
            List.of(
                    new ElementChange(
                            "unreachable-callee.bpmn",
                            Change.CHANGED,
                            "AskCaller",
                            "Ask the <caller>",
                            Optional.of(17)),
                    new ElementChange(
                            "unreachable-callee.bpmn", Change.NEW, "Wait_1", "Ten minutes", Optional.empty())),
            new EarlierCases(
                    1000,
                    Optional.of(Instant.parse("2026-01-01T00:00:00Z")),
                    List.of("37 more callers are asked", "4 fewer text messages to notify callees at night"),
                    List.of(
                            new Move("consent-policy", "may the callee be notified?", "NOT_NEEDED", "ASK", 37),
                            new Move("choice-of-medium", "to notify the callee", "SMS", "EMAIL", 4)),
                    List.of("own.dmn is a table of your own.")));

    /** What the endpoints below were asked to do. */
    protected static final List<String> DONE = new CopyOnWriteArrayList<>();

    /** Accounts whose groups were changed after their login, and such that were deleted. */
    protected static final Map<String, Set<String>> MOVED = new ConcurrentHashMap<>();

    protected static final Set<String> GONE = ConcurrentHashMap.newKeySet();

    @LocalServerPort
    int port;

    @Autowired
    protected JdbcClient jdbc;

    @Autowired
    private ProcessEngine engine;

    private final String address = nextAddress();

    protected static String nextAddress() {
        int next = ADDRESSES.incrementAndGet();
        return "203.0." + next / 250 + "." + (next % 250 + 1);
    }

    private static EmbeddedPostgres startPostgres() {
        try {
            return EmbeddedPostgres.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry properties) {
        properties.add("spring.datasource.url", () -> POSTGRES.getJdbcUrl("postgres", "postgres"));
        properties.add("spring.datasource.username", () -> "postgres");
    }

    protected RawHttp http() {
        return new RawHttp(port);
    }

    protected Map<String, String> headers(String... namesAndValues) {
        Map<String, String> headers = new HashMap<>();
        headers.put("X-Forwarded-For", address);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return headers;
    }

    protected Answer get(String target, String... headers) throws IOException {
        return http().send("GET", target, headers(headers), "");
    }

    protected Answer post(String target, String body, String... headers) throws IOException {
        Map<String, String> all = headers(headers);
        all.putIfAbsent("Content-Type", "application/x-www-form-urlencoded");
        return http().send("POST", target, all, body);
    }

    /** A page as a browser has it: the cookie and the form's hidden field. */
    protected record Form(String cookies, String field) {}

    protected Form open(String target, String cookies) throws IOException {
        Answer page = get(target, "Cookie", cookies);
        Matcher field = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"").matcher(page.body());
        String csrf = page.cookie("ringback-csrf")
                .map(value -> "; ringback-csrf=" + value)
                .orElse("");
        return new Form(cookies + csrf, field.find() ? "_csrf=" + field.group(1) : "");
    }

    @BeforeEach
    void restoreWebapps() {
        KeptWebapps.restore(engine);
    }

    /** Logs an operator in and returns the cookies. */
    protected String logIn(String user) throws IOException {
        Form form = open("/login", "none=none");
        Answer answer = post(
                "/login",
                form.field() + "&username=" + user + "&password=" + PASSWORD.replace(' ', '+'),
                "Cookie",
                form.cookies());
        return "JSESSIONID=" + answer.cookie("JSESSIONID").orElse("none");
    }

    /** The engine's webapps in a browser that an operator has logged in with. Each may open this one. */
    protected record InCockpit(String cookies, String token) {}

    protected InCockpit inCockpit(String session) throws IOException {
        String token = get("/camunda/app/welcome/default/", "Cookie", session)
                .cookie("XSRF-TOKEN")
                .orElseThrow();
        return new InCockpit(session + "; XSRF-TOKEN=" + token, token);
    }

    /** Ringback's security and operations, and an endpoint behind every path. */
    @EnableAutoConfiguration
    @ComponentScan({
        "io.ringback.web.security",
        "io.ringback.web.login",
        "io.ringback.web.operations",
        "io.ringback.ladder"
    })
    @ComponentScan(
            basePackages = "io.ringback.engine",
            useDefaultFilters = false,
            includeFilters =
                    @ComponentScan.Filter(
                            type = FilterType.REGEX,
                            pattern = ".*\\.(PasswordPlugin|CockpitLogins|SearchesWithoutExpressions)"))
    @ComponentScan(
            basePackages = "io.ringback.session",
            useDefaultFilters = false,
            includeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*\\.SessionCases"))
    static class Application {

        @Bean
        EndedCases cases() {
            return mock(EndedCases.class);
        }

        @Bean
        SealAddresses sealAddresses() {
            return new SealAddresses(AddressKeys.of(TestDatabase.ADDRESS_KEY, null));
        }

        @Bean
        SealedAddresses sealedAddresses(JdbcClient jdbc) {
            return SealedAddresses.of(jdbc, AddressKeys.of(TestDatabase.ADDRESS_KEY, null));
        }

        @Bean
        Directory directory(JdbcClient jdbc, SealedAddresses addresses, Clock clock) {
            return new Directory(jdbc, addresses, clock);
        }

        @Bean
        PeopleByName peopleByName(JdbcClient jdbc) {
            return new PeopleByName(jdbc);
        }

        @Bean
        AddressReader addressReader() {
            return new AddressReader("SE");
        }

        @Bean
        RunningProcesses runningProcesses() {
            return mock(RunningProcesses.class);
        }

        @Bean
        PersonFiles personFiles() {
            PersonFiles files = mock(PersonFiles.class);
            when(files.read(any())).thenReturn(Optional.empty());
            when(files.read(ANNA)).thenReturn(Optional.of(FILE));
            return files;
        }

        @Bean
        Erasure erasure(Directory directory) {
            Erasure erasure = mock(Erasure.class);
            when(erasure.person(any(), any())).thenAnswer(asked -> {
                DONE.add("erased " + asked.getArgument(0));
                return directory.delete(asked.getArgument(0))
                        ? new Erasure.Result.Done(0, 0)
                        : new Erasure.Result.Unknown();
            });
            return erasure;
        }

        @Bean
        Inbox inbox() {
            return mock(Inbox.class);
        }

        @Bean
        ProviderMessages providerMessages() {
            return mock(ProviderMessages.class);
        }

        @Bean
        SentMails sentMails() {
            return mock(SentMails.class);
        }

        @Bean
        Adapters adapters() {
            Adapters adapters = mock(Adapters.class);
            when(adapters.isAvailable(Medium.EMAIL)).thenReturn(true);
            when(adapters.lost()).thenReturn(Set.of(Medium.SMS));
            when(adapters.lostWays()).thenReturn(1);
            when(adapters.mediaAt(argThat(endpoints -> endpoints.contains("direct://send-voice"))))
                    .thenReturn(Set.of(Medium.VOICE));
            return adapters;
        }

        @Bean
        CaseDiagrams caseDiagrams() {
            return new DiagramAtHand();
        }

        /** The cases' diagram in version n is {@code cases:n}. */
        @Bean
        CockpitIds cockpitIds() {
            return id -> id.matches("cases:\\d") ? Optional.of(Integer.valueOf(id.substring(6))) : Optional.empty();
        }

        /** Whoever is no administrator ends nothing. */
        @Bean
        CockpitIcons cockpitIcons() {
            return operator -> new CockpitIcons.Unusable(
                    operator.groups().contains(Operator.ADMINISTRATORS) ? List.of() : List.of("cancel"), List.of());
        }

        @Bean
        ThisNode thisNode() {
            ThisNode node = mock(ThisNode.class);
            when(node.nodes()).thenReturn(new ThisNode.Nodes(2, 1));
            return node;
        }

        @Bean
        Lanes lanes() {
            return mock(Lanes.class);
        }

        @Bean
        Servers servers() {
            return mock(Servers.class);
        }

        @Bean
        RouteFiles routeFiles() {
            RouteFiles routes = mock(RouteFiles.class);
            RouteFinding finding =
                    new RouteFinding("mms.camel.yaml", 34, "The setting ringback.mms.mm7.url is missing.", "Set it.");
            when(routes.findings()).thenReturn(List.of(finding));
            when(routes.differences())
                    .thenReturn(List.of(
                            new RouteFiles.Difference("mms.camel.yaml", RouteFiles.Difference.How.CHANGED),
                            new RouteFiles.Difference("speech.camel.yaml", RouteFiles.Difference.How.REMOVED)));
            when(routes.foreseen())
                    .thenReturn(new RouteFiles.Foreseen(
                            Map.of("speech.camel.yaml", Set.of("direct://send-voice", "direct://other")),
                            List.of(
                                    finding,
                                    new RouteFinding(
                                            "mms.camel.yaml", 7, "There is no bean \"x\".", "Name another."))));
            when(routes.inForce())
                    .thenReturn(List.of(new RouteFiles.InForce(
                            "mail-out.camel.yaml",
                            "5f2a9c01d3e4",
                            List.of("mail-out"),
                            0,
                            Instant.parse("2026-01-02T03:04:05Z"))));
            when(routes.reload()).thenAnswer(asked -> {
                DONE.add("reload");
                return new RouteFiles.Reload(List.of("speech.camel.yaml"), List.of(finding), Set.of());
            });
            return routes;
        }

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        OperatorAccounts operatorAccounts() {
            Map<String, Set<String>> accounts = Map.of(
                    "olga", Set.of("operators"),
                    "gerda", Set.of("operators"),
                    "greta", Set.of("operators"),
                    "stina", Set.of("operators"),
                    "sven", Set.of("operators"),
                    "anders", Set.of("analysts"),
                    "ada", Set.of("camunda-admin", "calls.write"),
                    "nils", Set.of("accounting"));
            return new OperatorAccounts() {
                @Override
                public Optional<Operator> authenticate(String user, String password) {
                    return PASSWORD.equals(password)
                            ? Optional.ofNullable(accounts.get(user)).map(groups -> new Operator(user, groups))
                            : Optional.empty();
                }

                @Override
                public Optional<Set<String>> groups(String user) {
                    return GONE.contains(user)
                            ? Optional.empty()
                            : Optional.ofNullable(MOVED.getOrDefault(user, accounts.get(user)));
                }

                @Override
                public boolean exists(String user) {
                    return accounts.containsKey(user);
                }

                @Override
                public boolean isWeak(String user, String password) {
                    return user.equals("anders");
                }
            };
        }

        @Bean
        EngineDesk engineDesk() {
            return mock(EngineDesk.class);
        }

        @Bean
        CaseActs caseActs() {
            return mock(CaseActs.class);
        }

        @Bean
        StuckEvents stuckEvents() {
            return event -> DONE.add("try again " + event);
        }

        @Bean
        FilesBeside wording() {
            return new FilesBeside() {
                @Override
                public Compared compare() {
                    return new WordingOfTest();
                }

                @Override
                public Compared known() {
                    return compare();
                }

                @Override
                public List<String> inForce() {
                    return List.of("wording/acme/en/letters.properties");
                }
            };
        }

        @Bean
        Diagrams diagrams() {
            return new Diagrams() {
                @Override
                public List<InForce> inForce() {
                    return List.of(new InForce("unreachable-callee.bpmn", 3, Instant.parse("2026-01-02T03:04:05Z")));
                }

                @Override
                public List<Refusal> refusals() {
                    return List.of(new Refusal(
                            "waiting-times.dmn", "Decision_1", "It has no time-to-live.", "Set one in days."));
                }

                @Override
                public List<Warning> warnings() {
                    return List.of(new Warning(
                            "consent-policy.dmn", "OtherwiseAsk", "Row 2 is never reached.", "Move it up."));
                }

                @Override
                public List<TestedTable> tested() {
                    return List.of(TESTED);
                }

                @Override
                public void compare() {}

                @Override
                public List<String> differing() {
                    return List.of("connect-or-inform.dmn");
                }

                @Override
                public List<String> olderThanBench() {
                    return List.of("waiting-times.dmn");
                }

                @Override
                public DeployPreview preview() {
                    return PREVIEW;
                }

                @Override
                public Deployment deploy(String operator, String shown) {
                    if (!shown.equals(PREVIEW.fingerprint())) {
                        throw new NotDone("It is not any more as it was shown.");
                    }
                    DONE.add("deploy by " + operator);
                    return new Deployment(inForce(), refusals(), List.of());
                }

                @Override
                public Deployment takeBack(String operator, long deploy) {
                    DONE.add("take back " + deploy + " by " + operator);
                    return new Deployment(inForce(), List.of(), List.of("other.dmn was new."));
                }

                @Override
                public List<Deploy> deploys(int most) {
                    return List.of(
                            new Deploy(
                                    8,
                                    Instant.parse("2026-01-02T03:04:05Z"),
                                    Optional.of("ada"),
                                    Optional.of(7L),
                                    Optional.empty(),
                                    List.of(new DeployedFile(
                                            "unreachable-callee.bpmn", Optional.of(2), Optional.of(3)))),
                            new Deploy(
                                    1,
                                    Instant.parse("2026-01-01T03:04:05Z"),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    List.of(new DeployedFile(
                                            "unreachable-callee.bpmn", Optional.empty(), Optional.of(1)))));
                }
            };
        }
    }

    /** What lies beside the diagrams. */
    private record WordingOfTest() implements FilesBeside.Compared {

        @Override
        public String fingerprint() {
            return "fedcba";
        }

        @Override
        public List<FileChange> files() {
            return List.of(
                    new FileChange("wording/acme/en/letters.properties", Change.REFUSED, Optional.empty()),
                    new FileChange("wording/acme/en/texts.properties", Change.REMOVED, Optional.empty()));
        }

        @Override
        public List<Refusal> refused() {
            return List.of(
                    new Refusal("wording/acme/en/letters.properties", "question.hedding", "Unknown.", "Mend it."));
        }

        @Override
        public List<Warning> warned() {
            return List.of();
        }

        @Override
        public List<String> deploy() {
            DONE.add("deploy beside");
            return differing();
        }
    }

    /** Found by the scan above. Would do anything; what stands before it must not let it. */
    @Controller
    @Profile(SecuredServer.PROFILE)
    static class Endpoints {

        @GetMapping({"/q/{token}", "/c/{token}", "/w/{token}", "/u/{token}", "/mailbox"})
        String form() {
            return "security-test-form";
        }

        @ResponseBody
        @PostMapping({"/q/{token}", "/c/{token}", "/w/{token}", "/u/{token}", "/mailbox"})
        String act() {
            DONE.add("act");
            return "done";
        }

        @ResponseBody
        @GetMapping({"/", "/secret", "/engine-rest/engine", "/api/cases/{id}", "/api/people", "/api/other"})
        String read() {
            return "read";
        }

        @ResponseBody
        @PostMapping({
            "/api/failed-calls",
            "/api/failed-conferences",
            "/api/answered-calls",
            "/api/sent-mails",
            "/api/people",
            "/api/people/import"
        })
        String write(@RequestBody byte[] body) {
            DONE.add("write");
            return "read " + body.length;
        }
    }

    protected static List<String> doneSince(int before) {
        return new ArrayList<>(DONE.subList(before, DONE.size()));
    }
}
