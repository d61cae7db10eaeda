package io.ringback.media.mms;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.web.security.RawHttp;
import io.ringback.web.security.RawHttp.Answer;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

/** What a relay hands in over HTTP, and what it is answered: every message of both sides is valid by the schema. */
class HandingInTest extends MmsServer {

    private static Element answered(Answer answer, String response, String transactionId, String code) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualToIgnoringWhitespace("text/xml;charset=utf-8");
        Element message = Mm7Schema.validated(answer.body());
        assertThat(message.getElementsByTagNameNS(Mm7Relay.SCHEMA, response).getLength())
                .as(answer.body())
                .isEqualTo(1);
        assertThat(Mm7Schema.text(message, "TransactionID")).isEqualTo(transactionId);
        Element transaction =
                (Element) message.getElementsByTagNameNS("*", "TransactionID").item(0);
        assertThat(transaction.getAttributeNS(SoapMessage.ENVELOPE, "mustUnderstand"))
                .isEqualTo("1");
        assertThat(Mm7Schema.text(message, "StatusCode")).isEqualTo(code);
        return message;
    }

    private Answer deliver(String soap, String... parts) throws IOException {
        return post(Requests.RELATED, Requests.related(soap, parts));
    }

    private static Map<?, ?> onlyReply() {
        assertThat(REPLIES).hasSize(1);
        return REPLIES.get(0);
    }

    @Test
    void aReplyIsHandedOnBeforeTheRelayIsAnswered() throws IOException {
        Answer answer =
                deliver(Requests.deliverReq("t-1", "id-1", ""), Requests.content(Requests.text("Ja, ring mig")));

        answered(answer, "DeliverRsp", "t-1", "1000");
        assertThat(onlyReply().get("id").toString()).startsWith("mm7:").hasSizeLessThan(200);
        assertThat(onlyReply().get("medium")).isEqualTo("MMS");
        assertThat(onlyReply().get("from")).isEqualTo("tel:+46701740605");
        assertThat(onlyReply().get("to")).isEqualTo("tel:+46701740699");
        assertThat(onlyReply().get("text")).isEqualTo("Ja, ring mig");
        assertThat(onlyReply().get("inReplyTo")).isEqualTo("id-1");
        assertThat(answer.headers()).doesNotContainKeys("authorization", "soapaction");
    }

    @Test
    void withoutALinkTheNumbersAreAllThereIs() throws IOException {
        answered(
                deliver(Requests.deliverReq("t-1", "", ""), Requests.content(Requests.text("Ja"))),
                "DeliverRsp",
                "t-1",
                "1000");

        assertThat(onlyReply().containsKey("inReplyTo")).isFalse();
        assertThat(onlyReply().get("from")).isEqualTo("tel:+46701740605");
        assertThat(onlyReply().get("to")).isEqualTo("tel:+46701740699");
    }

    @Test
    void theMessageThatAReplyIsChargedToIsTheOneItAnswers() throws IOException {
        deliver(Requests.deliverReq("t-1", "linked", "id-2"), Requests.content(Requests.text("Ja")));

        assertThat(onlyReply().get("inReplyTo")).isEqualTo("id-2");
    }

    @ParameterizedTest
    @CsvSource({
        "Ja tack å ä ö, UTF-8",
        "Ja tack å ä ö, ISO-8859-1",
        "Да пожалуйста, KOI8-R",
        "Да пожалуйста, windows-1251",
        "نعم من فضلك, UTF-8",
        "Ναι ευχαριστώ, ISO-8859-7",
        "はいお願いします, Shift_JIS",
        "好的 请打给我, GB18030",
        "예 부탁해요 😀, UTF-16BE",
        "हाँ कृपया, UTF-8"
    })
    void textsAreReadInAnyScriptAndCharset(String said, String charset) throws IOException {
        deliver(Requests.deliverReq("t-1", "", ""), Requests.content(Requests.text(said, charset)));

        assertThat(onlyReply().get("text")).isEqualTo(said);
    }

    @Test
    void aTextInAWrongCharsetIsReadAsFarAsItGoes() throws IOException {
        String text = Requests.text("Ja").replace("charset=UTF-8", "charset=klingon-1");

        answered(deliver(Requests.deliverReq("t-1", "", ""), Requests.content(text)), "DeliverRsp", "t-1", "1000");
        assertThat(onlyReply().get("text")).isEqualTo("Ja");
    }

    @Test
    void severalTextsAreReadInTheirOrderAtAnyDepth() throws IOException {
        String deep = "Content-Type: multipart/alternative; boundary=deep\r\n\r\n--deep\r\n" + Requests.text("två")
                + "\r\n--deep--\r\n";

        deliver(Requests.deliverReq("t-1", "", ""), Requests.content(Requests.text("ett"), deep, Requests.text("tre")));

        assertThat(onlyReply().get("text")).isEqualTo("ett\ntvå\ntre");
    }

    @Test
    void aTextThatIsTheWholeContentIsReadToo() throws IOException {
        deliver(
                Requests.deliverReq("t-1", "", ""),
                Requests.text("Ja").replace("Content-Type", "Content-ID: <content-1>\r\nContent-Type"));

        assertThat(onlyReply().get("text")).isEqualTo("Ja");
    }

    @ParameterizedTest
    @CsvSource({"Re: Anna, ''", "SV: Stop, ''", "Ja, Ja"})
    void whereThereIsNoTextTheSubjectIsWhatIsSaidUnlessThePhoneTookIt(String subject, String said) throws IOException {
        deliver(Requests.deliverReq("t-1", "", "").replace("Re: Anna", subject), Requests.content());

        assertThat(onlyReply().get("text")).isEqualTo(said);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(no subject)",
                "No Subject",
                "<no subject>",
                "no-subject",
                "NoSubject",
                "(Kein Betreff)",
                "[inget ämne]",
                "(sans objet)",
                "sin asunto",
                "MMS",
                "Multimedia message"
            })
    void aSubjectThatStandsForNoneIsNotSaid(String subject) throws IOException {
        deliver(
                Requests.deliverReq("t-1", "", "")
                        .replace("Re: Anna", subject.replace("<", "&lt;").replace(">", "&gt;")),
                Requests.content());

        assertThat(onlyReply().get("text")).isEqualTo("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/related; type=text/xml; start=<soap-1>; boundary=NextPart_1",
                "multipart/related;type=text/xml;boundary=NextPart_1;start=\"<soap-1>\";",
                "multipart/related; boundary=NextPart_1; type=text/xml; start-info",
                "Multipart/Related; Boundary=\"NextPart_1\"; TYPE=\"text/xml\"",
                "multipart/mixed; boundary=NextPart_1",
                "multipart/related boundary=NextPart_1"
            })
    void aContentTypeIsReadAsRelaysWriteIt(String type) throws IOException {
        answered(
                post(type, Requests.related(Requests.deliverReq("t-1", "", ""), Requests.content(Requests.text("Ja")))),
                "DeliverRsp",
                "t-1",
                "1000");

        assertThat(onlyReply().get("text")).isEqualTo("Ja");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/xml", "", "text/plain", "application/octet-stream", "text/xml; charset=utf-16"})
    void theSoapPartIsKnownByItsPlaceWhateverItIsCalled(String type) throws IOException {
        String body = Requests.related(Requests.deliverReq("t-1", "", ""), Requests.content(Requests.text("Ja")))
                .replaceFirst(
                        "Content-Type: text/xml; charset=utf-8\r\n",
                        type.isEmpty() ? "" : "Content-Type: " + type + "\r\n");

        answered(post(Requests.RELATED, body), "DeliverRsp", "t-1", "1000");
        assertThat(onlyReply().get("text")).isEqualTo("Ja");
    }

    @ParameterizedTest
    @CsvSource({
        "text/xml, UTF-16",
        "text/xml; charset=utf-16, UTF-8",
        "text/xml; charset=utf8, UTF-8",
        "text/xml; charset=no-such, no-such",
        "text/xml; charset=us-ascii, UTF-8",
        "text/xml;charset=, UTF-16LE"
    })
    void whatTheOctetsCannotBeIsNotBelieved(String type, String declared) throws IOException {
        String report = Requests.deliveryReportReq("t-å", "id-7", "Expired")
                .replaceFirst("<\\?xml.*?\\?>", "<?xml version=\"1.0\" encoding=\"" + declared + "\"?>");
        assertThat(report).contains("encoding=\"" + declared);

        answered(post(type, report), "DeliveryReportRsp", "t-å", "1000");
        assertThat(REPORTS).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " xmlns=\"\"", " xmlns=\"urn:x\""})
    void theTransactionIsKnownByItsNameAlone(String namespace) throws IOException {
        String report = Requests.deliveryReportReq("t-1", "id-7", "Expired")
                .replaceFirst(
                        "<(\\w+:)?TransactionID[^>]*>t-1</(\\w+:)?TransactionID>",
                        "<TransactionID" + namespace + ">t-1</TransactionID>");
        assertThat(report).contains("<TransactionID" + namespace + ">");

        answered(post(Requests.XML, report), "DeliveryReportRsp", "t-1", "1000");
        assertThat(REPORTS).hasSize(1);
    }

    @Test
    void aRequestWithoutItsNamespaceIsTaken() throws IOException {
        String report = Requests.deliveryReportReq("t-1", "id-7", "Expired")
                .replace("<DeliveryReportReq xmlns=\"" + Mm7Relay.SCHEMA + "\">", "<DeliveryReportReq>");

        answered(post(Requests.XML, report), "DeliveryReportRsp", "t-1", "1000");
        assertThat(REPORTS).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.8", "6", "5.3", "6.8.0", "7.0.0"})
    void aVersionMayBeShort(String version) throws IOException {
        String report = Requests.deliveryReportReq("t-1", "id-7", "Expired").replace("6.8.0", version);

        Answer answer = post(Requests.XML, report);

        assertThat(answer.body()).contains(">" + version + "<").contains(">1000<");
        assertThat(REPORTS).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<To><Number>+46709999999</Number><Number>+46701740699</Number></To>",
                "<To><Number>+46709999999</Number></To><To><Number>46701740699</Number></To>",
                "<To><Number>+46709999999</Number></To><Cc><Number>+46701740699</Number></Cc>",
                "<To><RFC2822Address>bob@example.com</RFC2822Address><Number>+46701740699</Number></To>"
            })
    void ofAllWhomAGroupMessageWentToOursIsTheOneThatIsMeant(String recipients) throws IOException {
        deliver(
                Requests.deliverReq("t-1", "", "")
                        .replaceFirst("<Recipients>.*</Recipients>", "<Recipients>" + recipients + "</Recipients>"),
                Requests.content(Requests.text("Ja")));

        assertThat(onlyReply().get("to")).isEqualTo("tel:+46701740699");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/octet-stream; name=text_0.txt",
                "application/octet-stream; charset=utf-8",
                "application/octet-stream"
            })
    void aTextThatIsCalledOctetsIsRead(String type) throws IOException {
        String octets = Requests.text("Ja, å").replace("text/plain; charset=UTF-8", type);
        assertThat(octets).contains(type);
        String picture =
                "Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\r\n/9j/4AAQ\r\n";
        String layout = "Content-Type: application/octet-stream\r\n\r\n<smil><body/></smil>";

        deliver(Requests.deliverReq("t-1", "", ""), Requests.content(picture, octets, layout));

        assertThat(onlyReply().get("text")).isEqualTo("Ja, å");
    }

    @Test
    void aTextWithoutACharsetIsReadByItsOctets() throws IOException {
        deliver(
                Requests.deliverReq("t-1", "", ""),
                Requests.content(Requests.text("Ja, å", "ISO-8859-1").replace("; charset=ISO-8859-1", "")));

        assertThat(onlyReply().get("text")).isEqualTo("Ja, å");
    }

    @Test
    void aDoubledReplyIsTheSameEventAndAnotherIsNot() throws IOException {
        String once = Requests.deliverReq("t-1", "", "");
        deliver(once, Requests.content(Requests.text("Ja")));
        deliver(once, Requests.content(Requests.text("Ja")));
        deliver(Requests.deliverReq("t-2", "", ""), Requests.content(Requests.text("Ja")));
        deliver(once, Requests.content(Requests.text("Nej")));

        assertThat(REPLIES.stream().map(reply -> reply.get("id"))).hasSize(4);
        assertThat(REPLIES.get(1).get("id")).isEqualTo(REPLIES.get(0).get("id"));
        assertThat(REPLIES.stream().map(reply -> reply.get("id")).distinct()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "Retrieved, true",
        "Delivered, true",
        "Indeterminate, true",
        "Expired, false",
        "Rejected, false",
        "Unrecognised, false",
        "DeliveryConditionNotMet, false",
        "Cancelled, false"
    })
    void aReportTellsWhetherItWasDelivered(String status, boolean delivered) throws IOException {
        answered(
                post(Requests.XML, Requests.valid(Requests.deliveryReportReq("t-1", "id-7", status))),
                "DeliveryReportRsp",
                "t-1",
                "1000");

        assertThat(REPORTS).hasSize(1);
        Map<?, ?> report = REPORTS.get(0);
        assertThat(report.get("medium")).isEqualTo("MMS");
        assertThat(report.get("providerId")).isEqualTo("id-7");
        assertThat(report.get("recipient")).isEqualTo("tel:+46701740605");
        assertThat(report.get("delivered")).isEqualTo(delivered);
        assertThat(report.get("problem")).isEqualTo(delivered ? null : "MM7 status " + status);
        assertThat(REPLIES).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Forwarded", "Deferred", "Processing", "Replaced"})
    void aReportThatIsNotTheLastTellsNothingYet(String status) throws IOException {
        answered(
                post(Requests.XML, Requests.valid(Requests.deliveryReportReq("t-1", "id-7", status))),
                "DeliveryReportRsp",
                "t-1",
                "1000");

        assertThat(REPORTS).isEmpty();
    }

    @Test
    void aStatusOfARelaysOwnIsTakenAndTellsNothing() throws IOException {
        answered(
                post(Requests.XML, Requests.deliveryReportReq("t-1", "id-7", "Teleported")),
                "DeliveryReportRsp",
                "t-1",
                "1000");

        assertThat(REPORTS).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Read", "Deleted", "Indeterminate"})
    void whatWasReadOrDeletedWasDeliveredAndIsNoAnswer(String status) throws IOException {
        answered(post(Requests.XML, Requests.readReplyReq("t-1", "id-7", status)), "ReadReplyRsp", "t-1", "1000");

        assertThat(REPORTS).hasSize(1);
        assertThat(REPORTS.get(0).get("delivered")).isEqualTo(true);
        assertThat(REPORTS.get(0).get("providerId")).isEqualTo("id-7");
        assertThat(REPLIES).isEmpty();
    }

    @Test
    void whatCannotBeUsedIsAnsweredForGood() throws IOException {
        mistake = new IllegalArgumentException("The field medium is wrong.");

        answered(
                deliver(Requests.deliverReq("t-1", "", ""), Requests.content(Requests.text("Ja"))),
                "DeliverRsp",
                "t-1",
                "2000");
    }

    @Test
    void whatCannotBeStoredNowIsToBeSentAgain() throws IOException {
        mistake = new IllegalStateException("The database is away.");

        Answer answer = deliver(Requests.deliverReq("t-1", "", ""), Requests.content(Requests.text("Ja")));

        assertThat(answer.status()).isEqualTo(503);
        Element message = Mm7Schema.validated(answer.body());
        assertThat(Mm7Schema.text(message, "faultcode")).endsWith(":Server");
        assertThat(Mm7Schema.text(message, "StatusCode")).isEqualTo("4006");
    }

    @Test
    void earlierReleasesAreUnderstoodAndAnsweredInTheirOwnSchema() throws IOException {
        String release5 = Mm7Relay.SCHEMA.replace("REL-6-MM7-1-4", "REL-5-MM7-1-2");
        Answer answer = post(
                Requests.XML,
                Requests.deliveryReportReq("t-1", "id-7", "Expired")
                        .replace(Mm7Relay.SCHEMA, release5)
                        .replace("6.8.0", "5.3.0"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains(release5).contains("5.3.0").contains("1000");
        assertThat(REPORTS).hasSize(1);
    }

    @Test
    void anotherVersionIsToldSo() throws IOException {
        answered(
                post(
                        Requests.XML,
                        Requests.deliveryReportReq("t-1", "id-7", "Expired").replace("6.8.0", "9.1.0")),
                "DeliveryReportRsp",
                "t-1",
                "4002");
        assertThat(REPORTS).isEmpty();
    }

    @Test
    void aSenderThatIsHiddenCannotBeAnswered() throws IOException {
        String hidden = Requests.deliverReq("t-1", "", "")
                .replace("<Sender><Number>", "<Sender><Number addressCoding=\"obfuscated\">");

        answered(deliver(hidden, Requests.content(Requests.text("Ja"))), "DeliverRsp", "t-1", "2002");
        assertThat(REPLIES).isEmpty();
    }

    @Test
    void aChunkedRequestIsTaken() throws IOException {
        Answer answer = new RawHttp(port)
                .sendChunked(
                        "POST",
                        MM7,
                        headers(Requests.RELATED),
                        Requests.related(Requests.deliverReq("t-1", "", ""), Requests.content(Requests.text("Ja"))));

        answered(answer, "DeliverRsp", "t-1", "1000");
        assertThat(onlyReply().get("text")).isEqualTo("Ja");
    }
}
