package io.ringback.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.peers.Baresip;
import io.ringback.peers.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Bob says that he can be reached, and Anna dials the number that is lent to her notice: {@code bpmn/samples/caller-dials.bpmn}. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT)
@DirtiesContext
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("end to end")
class CallerDialsBobTest extends CallsThroughKamailio {

    @Autowired
    private RepositoryService repository;

    private String deployment;

    @DynamicPropertySource
    static void numbersAndVoice(DynamicPropertyRegistry registry) throws IOException {
        registry.add("ringback.dialable.numbers", () -> "+46101000000-+46101000009");
        Path voice = Path.of("camel-routes/voice.camel.yaml");
        Files.copy(voice, routes.resolve(voice.getFileName()));
    }

    @BeforeEach
    void inForce() throws IOException {
        deployment = repository
                .createDeployment()
                .addString("unreachable-callee.bpmn", Files.readString(Path.of("bpmn/samples/caller-dials.bpmn")))
                .deploy()
                .getId();
    }

    @AfterEach
    void takenBack() {
        repository.deleteDeployment(deployment, true);
    }

    /** Anna missed Bob, who has said since that he can be reached. */
    private Baresip annaWhoWasTold() throws Exception {
        Baresip anna = anna();
        anna.dial(kamailio.uri(bobsNumber));
        assertThat(anna.awaitRefusal()).isEqualTo(480);
        press(mail(bobsMailbox), "can be reached now", "choice=inform&device=DEVICE");
        assertThat(mail(annasMailbox)).isNotNull();
        return anna;
    }

    private String numberLentTo(String person) {
        return await().atMost(PATIENCE)
                .until(
                        () -> jdbc.sql(
                                        "select l.number from lent_number l join outbound_message m on m.id = l.message_id"
                                                + " where m.person_id in (select person_id from device where address_hash = ?)")
                                .param(DATABASE.addresses().hash("tel:" + person))
                                .query(String.class)
                                .optional(),
                        Optional::isPresent)
                .orElseThrow();
    }

    @Test
    void annaDialsTheNumberAndHasBobRungAndNeitherSeesTheOthersNumber() throws Exception {
        Baresip anna = annaWhoWasTold();
        Baresip bob = bob();
        String number = numberLentTo(annasNumber);
        Wire toAnna = peers.with(Wire.tap(anna));
        Wire toBob = peers.with(Wire.tap(bob));

        anna.dial(kamailio.uri(number));

        bob.awaitRinging();
        bob.accept();
        bob.awaitTalking();
        bob.pressOnceAsked(ANNAS_TONE, "1");

        hearEachOther(anna, bob);
        anna.hangUp();
        bob.awaitOver();
        assertThat(outcomeOfCallsTo(annasNumber)).isEqualTo("CONNECTED");
        assertThat(toAnna.packetsTo(anna)).isNotEmpty().allSatisfy(packet -> assertThat(packet.text())
                .doesNotContain(bobsNumber.substring(3)));
        assertThat(toBob.packetsTo(bob)).isNotEmpty().allSatisfy(packet -> assertThat(packet.text())
                .doesNotContain(annasNumber.substring(3)));

        anna.dial(kamailio.uri(number));
        anna.awaitTalking();
        anna.awaitOver();
        assertThat(bob.eventsWaiting("CALL_INCOMING")).as("the number is dead").isZero();
    }

    @Test
    void theNumberIsNothingToAStrangerNorToBob() throws Exception {
        annaWhoWasTold();
        Baresip bob = bob();
        String number = numberLentTo(annasNumber);
        Baresip stranger = peers.with(Baresip.of(bobsDesk(tests), BOBS_TONE).at(kamailio));

        for (Baresip other : new Baresip[] {stranger, bob}) {
            other.dial(kamailio.uri(number));
            other.awaitTalking();
            other.awaitOver();
        }

        assertThat(bob.eventsWaiting("CALL_INCOMING")).isZero();
        assertThat(jdbc.sql("select count(*) from lent_number where number = ? and used_at is null")
                        .param(number)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }
}
