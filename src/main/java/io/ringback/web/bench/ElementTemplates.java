package io.ringback.web.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The element templates of {@code bpmn/element-templates} on this node, Ringback's and the installation's own. */
@Component
class ElementTemplates {

    private static final Logger LOG = LoggerFactory.getLogger(ElementTemplates.class);

    private final Path folder;
    private final ObjectMapper json;

    ElementTemplates(@Value("${ringback.bpmn-directory}") Path bpmn, ObjectMapper json) {
        this.folder = bpmn.resolve("element-templates");
        this.json = json;
    }

    /** All of them as one JSON array. A file that cannot be read is left out: one can draw without. */
    String all() {
        ArrayNode all = json.createArrayNode();
        for (Path file : files()) {
            try {
                JsonNode read = json.readTree(Files.readAllBytes(file));
                (read.isArray() ? read : json.createArrayNode().add(read)).forEach(all::add);
            } catch (IOException e) {
                LOG.warn("{} has no element templates that can be read: {}", file.getFileName(), e.toString());
            }
        }
        return all.toString();
    }

    private List<Path> files() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            LOG.warn("The element templates cannot be listed: {}", e.toString());
            return List.of();
        }
    }
}
