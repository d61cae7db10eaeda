package io.ringback.ladder;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.springframework.stereotype.Component;

/** How rungs stand in their row before it is sealed: JSON, compressed, as messages of one case repeat each other. */
@Component
class LadderContent {

    private static final TypeReference<List<Rung>> RUNGS = new TypeReference<>() {};

    private final ObjectMapper json;

    LadderContent(ObjectMapper json) {
        this.json = json;
    }

    byte[] write(List<Rung> rungs) {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        try (DeflaterOutputStream compressed = new DeflaterOutputStream(written, deflater)) {
            compressed.write(json.writeValueAsBytes(rungs));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
        return written.toByteArray();
    }

    List<Rung> read(byte[] content) {
        Inflater inflater = new Inflater(true);
        try (InflaterInputStream plain = new InflaterInputStream(new ByteArrayInputStream(content), inflater)) {
            return json.readValue(plain, RUNGS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            inflater.end();
        }
    }
}
