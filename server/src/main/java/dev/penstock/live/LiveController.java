package dev.penstock.live;

import dev.penstock.tenancy.Caller;
import dev.penstock.tenancy.Permission;
import dev.penstock.tenancy.Standing;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Tells a reader, as server-sent events, that something has changed. */
@RestController
final class LiveController {
  private final Hub hub;
  private final Standing standing;
  private final LiveSettings settings;

  LiveController(Hub hub, Standing standing, LiveSettings settings) {
    this.hub = hub;
    this.standing = standing;
    this.settings = settings;
  }

  @Operation(
      summary = "Follow what changes, as server-sent events",
      description =
          "Each event names a kind of thing and one of them, which is to be read again; kind \"all\""
              + " says that everything is. Who comes back with Last-Event-ID is told that at once.")
  @GetMapping(path = "/v1/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  ResponseEntity<SseEmitter> followChanges(
      Caller caller,
      HttpServletRequest request,
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String last) {
    caller.require(Permission.READ);
    Standing.Check check = standing.of(request, caller);
    Reader reader = hub.join(caller);
    if (last != null && !last.isEmpty()) {
      reader.mailbox().put(LiveEvent.ALL);
    }
    SseEmitter emitter = new SseEmitter(0L);
    Thread.ofVirtual().name("live").start(() -> run(emitter, reader, check));
    return ResponseEntity.ok()
        .header("Cache-Control", "no-store")
        // a proxy that gathers what it passes on would hold the events back
        .header("X-Accel-Buffering", "no")
        .body(emitter);
  }

  private void run(SseEmitter emitter, Reader reader, Standing.Check check) {
    try {
      tell(emitter, reader, check);
      end(emitter);
    } catch (IOException | IllegalStateException gone) {
      end(emitter);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      end(emitter);
    } catch (RuntimeException e) {
      emitter.completeWithError(e);
    } finally {
      hub.leave(reader);
    }
  }

  private static void end(SseEmitter emitter) {
    try {
      emitter.complete();
    } catch (IllegalStateException gone) {
      // the client has left, and the container has ended the answer
    }
  }

  private void tell(SseEmitter emitter, Reader reader, Standing.Check check)
      throws IOException, InterruptedException {
    Mailbox mailbox = reader.mailbox();
    long number = 0;
    emitter.send(SseEmitter.event().comment("listening"));
    while (!mailbox.isClosed()) {
      List<LiveEvent> events = mailbox.take(settings.heartbeat());
      if (events.isEmpty()) {
        if (mailbox.isClosed()) {
          return;
        }
        Optional<Caller> again = check.now();
        if (again.isEmpty() || !again.get().may(Permission.READ)) {
          return;
        }
        reader.now(again.get());
        emitter.send(SseEmitter.event().comment("still here"));
        continue;
      }
      for (LiveEvent event : events) {
        number++;
        emitter.send(
            SseEmitter.event().id(Long.toString(number)).data(event, MediaType.APPLICATION_JSON));
      }
      mailbox.gather(settings.gap());
    }
  }
}
