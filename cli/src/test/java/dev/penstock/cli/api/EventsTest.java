package dev.penstock.cli.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.cli.fake.FakeCentre;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EventsTest {
  @Test
  void readsNamesDataOfSeveralLinesAndSkipsComments() {
    assertThat(
            parse(
                ": keep-alive",
                "",
                "event: log",
                "data: one",
                "data:two",
                "id: 7",
                "",
                "data",
                "",
                "event: end",
                ""))
        .containsExactly(new ServerEvent("log", "one\ntwo"), new ServerEvent("message", ""));
  }

  @Test
  void dropsAnEventThatTheStreamsEndCutsOff() {
    assertThat(parse("event: log", "data: half")).isEmpty();
  }

  @Test
  void connectsAgainFromWhereItWas() throws IOException {
    try (FakeCentre centre = new FakeCentre()) {
      centre
          .onEvents("GET /s", "event: n\ndata: 1\n\nevent: n\ndata: 2\n\n")
          .on("GET /s", 503, "{}")
          .onEvents("GET /s", "event: n\ndata: 3\n\nevent: end\ndata: {}\n\n");
      List<String> got = new ArrayList<>();
      List<Duration> pauses = new ArrayList<>();

      new Following(new Api(centre.url(), null), pauses::add)
          .follow(
              () -> Address.of("s").with("offset", got.size()),
              event -> {
                if (event.name().equals("n")) {
                  got.add(event.data());
                }
                return !event.name().equals("end");
              });

      assertThat(got).containsExactly("1", "2", "3");
      assertThat(pauses).hasSize(2);
      assertThat(centre.seen())
          .extracting(FakeCentre.Seen::path)
          .containsExactly("/s?offset=0", "/s?offset=2", "/s?offset=2");
    }
  }

  @Test
  void doesNotInsistWhenTheServerRefuses() throws IOException {
    try (FakeCentre centre = new FakeCentre()) {
      centre.on("GET /s", 403, "{\"title\":\"Not allowed\"}");

      assertThatThrownBy(
              () ->
                  new Following(new Api(centre.url(), null), time -> {})
                      .follow(() -> Address.of("s"), event -> true))
          .isInstanceOf(ProblemException.class);
      assertThat(centre.seen()).hasSize(1);
    }
  }

  @Test
  void givesUpOnAStreamThatSaysNothing() throws IOException {
    try (FakeCentre centre = new FakeCentre()) {
      centre.onEvents("GET /s", ": nothing\n\n");

      assertThatThrownBy(
              () ->
                  new Following(new Api(centre.url(), null), time -> {})
                      .follow(() -> Address.of("s"), event -> true))
          .isInstanceOf(UnreachableException.class);
    }
  }

  @Test
  void encodesWhatGoesIntoAnAddress() {
    assertThat(Address.of("v1", "a/b c").with("q", "ü&=").with("none", null).path())
        .isEqualTo("/v1/a%2Fb%20c?q=%C3%BC%26%3D");
    assertThat(Address.of("out").file("a/b c.txt").path()).isEqualTo("/out/a/b%20c.txt");
  }

  private static List<ServerEvent> parse(String... lines) {
    EventParser parser = new EventParser();
    List<ServerEvent> events = new ArrayList<>();
    for (String line : lines) {
      parser.accept(line).ifPresent(events::add);
    }
    return events;
  }
}
