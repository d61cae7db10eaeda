package io.ringback.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringback.TestDatabase;
import io.ringback.cases.CaseReader;
import io.ringback.cases.EndedCases;
import io.ringback.directory.Address;
import io.ringback.directory.Directory;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.failedcall.AnsweredCall;
import io.ringback.failedcall.CallEvents;
import io.ringback.failedcall.FailedCall;
import io.ringback.privacy.Erasure;
import io.ringback.privacy.OwnCases;
import io.ringback.privacy.PersonFiles;
import io.ringback.reach.OptOuts;
import io.ringback.sealing.SealedAddresses;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.springdoc.core.configuration.SpringDocConfiguration;
import org.springdoc.core.properties.SpringDocConfigProperties;
import org.springdoc.webmvc.core.configuration.MultipleOpenApiSupportConfiguration;
import org.springdoc.webmvc.core.configuration.SpringDocWebMvcConfiguration;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/** The API on a real database, with events that are remembered instead of handled, and without security. */
@SpringBootTest(classes = ApiTest.Application.class, properties = "ringback.conferences=example.com")
@AutoConfigureMockMvc(addFilters = false)
abstract class ApiTest {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final TestDatabase DATABASE = TestDatabase.fresh();

    @ComponentScan({
        "io.ringback.web.api",
        "io.ringback.calendar",
        "io.ringback.cells",
        "io.ringback.directory",
        "io.ringback.failedcall"
    })
    @Import({CaseReader.class, EndedCases.class, PersonFiles.class, OwnCases.class, OptOuts.class})
    @ImportAutoConfiguration({
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class,
        JacksonAutoConfiguration.class,
        DataSourceAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        JdbcClientAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class,
        TransactionAutoConfiguration.class,
        SpringDocConfiguration.class,
        SpringDocConfigProperties.class,
        SpringDocWebMvcConfiguration.class,
        MultipleOpenApiSupportConfiguration.class
    })
    static class Application {

        @Bean
        SealedAddresses addresses() {
            return DATABASE.addresses();
        }

        @Bean
        Clock clock() {
            return Clock.fixed(NOW, ZoneOffset.UTC);
        }

        /** In the directory alone. */
        @Bean
        Erasure erasure(Directory directory) {
            return new Erasure() {
                @Override
                public Result person(UUID id, Predicate<Person> meant) {
                    Optional<Person> known = directory.find(id);
                    if (known.isEmpty()) {
                        return new Result.Unknown();
                    }
                    if (!meant.test(known.get())) {
                        return new Result.Changed();
                    }
                    directory.delete(id);
                    return new Result.Done(0, 0);
                }

                @Override
                public Result address(Address address) {
                    return directory
                            .findByAddress(Medium.VOICE, address)
                            .<Result>map(person -> new Result.OfPerson(person.id()))
                            .orElseGet(() -> new Result.Done(1, 3));
                }
            };
        }

        @Bean
        RememberedEvents events() {
            return new RememberedEvents();
        }
    }

    /** Keeps what it is told in memory, as the inbox keeps it in its table. */
    static final class RememberedEvents implements CallEvents {

        private final Map<String, Object> events = new LinkedHashMap<>();
        private final Map<String, UUID> cases = new LinkedHashMap<>();
        private RuntimeException fault;

        @Override
        public Accepted failed(FailedCall call) {
            return take(call.id(), call, UUID.randomUUID());
        }

        @Override
        public Accepted answered(AnsweredCall call) {
            return take(call.id(), call, null);
        }

        private Accepted take(String id, Object event, UUID caseId) {
            if (fault != null) {
                throw fault;
            }
            Object before = events.putIfAbsent(id, event);
            if (before == null) {
                cases.put(id, caseId);
                return new Accepted.New(caseId);
            }
            return before.equals(event) ? new Accepted.Repeated(cases.get(id)) : new Accepted.Conflicting();
        }

        Object get(String id) {
            return events.get(id);
        }

        Collection<Object> all() {
            return events.values();
        }

        int count() {
            return events.size();
        }

        void failWith(RuntimeException problem) {
            fault = problem;
        }

        void forget() {
            events.clear();
            cases.clear();
            fault = null;
        }
    }

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        DATABASE.register(registry);
    }

    @Autowired
    private MockMvc mvc;

    @Autowired
    ObjectMapper json;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    RememberedEvents events;

    @BeforeEach
    void nothingIsKnown() {
        DATABASE.clear();
        events.forget();
    }

    /** As if this were another installation's, or another cell's. */
    void anotherDatabase() {
        DATABASE.clear();
    }

    MockHttpServletResponse get(String path) throws Exception {
        return send(MockMvcRequestBuilders.get(path));
    }

    MockHttpServletResponse post(String path, String body) throws Exception {
        return send(MockMvcRequestBuilders.post(path)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body));
    }

    MockHttpServletResponse put(String path, String body) throws Exception {
        return send(MockMvcRequestBuilders.put(path)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body));
    }

    MockHttpServletResponse send(MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request).andReturn().getResponse();
    }

    JsonNode body(MockHttpServletResponse response) throws Exception {
        return json.readTree(response.getContentAsString(StandardCharsets.UTF_8));
    }
}
