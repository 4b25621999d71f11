package dev.penstock.insights;

import dev.penstock.insights.PublicStatus.CentreName;
import dev.penstock.insights.PublicStatus.Joining;
import dev.penstock.tenancy.Messages;
import io.swagger.v3.oas.annotations.Operation;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** How the centre does, for everybody. */
@RestController
final class PublicController {
  private final PublicPage page;
  private final CentreSettings centre;
  private final Messages messages;

  PublicController(PublicPage page, CentreSettings centre, Messages messages) {
    this.page = page;
    this.centre = centre;
    this.messages = messages;
  }

  @Operation(summary = "Show what the centre offers, its load, waits and prices")
  @GetMapping("/v1/public/status")
  ResponseEntity<PublicStatus> showPublicStatus(Locale locale) {
    PublicPage.Content it = page.read();
    boolean english = locale.getLanguage().equals(Locale.ENGLISH.getLanguage());
    String name = english ? centre.english() : centre.name();
    return ResponseEntity.ok()
        .cacheControl(CacheControl.maxAge(PublicPage.FRESH).cachePublic())
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
        .body(
            new PublicStatus(
                new CentreName(centre.name(), centre.english()),
                it.at(),
                it.load(),
                it.week(),
                it.flavours(),
                it.tariff(),
                new Joining(
                    messages.say("public.join", Map.of("centre", name), locale),
                    centre.contact())));
  }
}
