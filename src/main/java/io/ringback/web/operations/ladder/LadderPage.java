package io.ringback.web.operations.ladder;

import io.ringback.ladder.LadderProperties;
import io.ringback.ladder.LadderRows;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;

/**
 * Shows what passed in a case. To see addresses is an act: it is asked for by POST, and so the operators' journal has it before they
 * are shown.
 */
@Controller
class LadderPage {

    private static final MediaType PACKETS = MediaType.parseMediaType("application/vnd.tcpdump.pcap");

    private final LadderRows rows;
    private final LadderCases cases;
    private final MaskedLadders masked;
    private final LadderProperties settings;

    LadderPage(LadderRows rows, LadderCases cases, MaskedLadders masked, LadderProperties settings) {
        this.rows = rows;
        this.cases = cases;
        this.masked = masked;
        this.settings = settings;
    }

    @GetMapping("/operations/cases/{id}/ladder")
    String masked(@PathVariable UUID id, Authentication operator, Model model) {
        LadderCase found = found(id);
        return show(id, masked.of(found), operator, true, model);
    }

    @PostMapping("/operations/cases/{id}/ladder")
    String unmasked(@PathVariable UUID id, Authentication operator, Model model) {
        LadderCase found = found(id);
        requireSight(operator);
        LadderRows.Kept kept = rows.of(found.cases());
        return show(id, LadderView.of(kept.rungs(), kept.gaps()), operator, false, model);
    }

    @PostMapping("/operations/cases/{id}/ladder.pcap")
    ResponseEntity<byte[]> packets(@PathVariable UUID id, Authentication operator) {
        LadderCase found = found(id);
        requireSight(operator);
        return ResponseEntity.ok()
                .contentType(PACKETS)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + id + ".pcap\"")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(PacketFile.of(rows.of(found.cases()).rungs()));
    }

    private String show(UUID id, LadderView ladder, Authentication operator, boolean withoutAddresses, Model model) {
        model.addAttribute("id", id);
        model.addAttribute("ladder", ladder);
        model.addAttribute("masked", withoutAddresses);
        model.addAttribute("maySee", maySee(operator));
        model.addAttribute("on", settings.isOn());
        model.addAttribute("hours", settings.keep().toHours());
        return "operations/ladder";
    }

    private LadderCase found(UUID id) {
        return cases.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private void requireSight(Authentication operator) {
        if (!maySee(operator)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
    }

    private boolean maySee(Authentication operator) {
        return operator.getAuthorities().stream()
                .anyMatch(group -> settings.unmaskedGroups().contains(group.getAuthority()));
    }
}
