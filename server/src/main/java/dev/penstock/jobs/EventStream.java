package dev.penstock.jobs;

import java.io.IOException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Server-sent events that are written by a virtual thread until it is done or nobody reads. */
final class EventStream {
  private EventStream() {}

  /** What is written. */
  interface Source {
    void to(SseEmitter emitter) throws Exception;
  }

  static SseEmitter open(String name, Source source) {
    SseEmitter emitter = new SseEmitter(0L);
    Thread.ofVirtual()
        .name(name)
        .start(
            () -> {
              try {
                source.to(emitter);
                emitter.complete();
              } catch (IOException | IllegalStateException gone) {
                // the client has left
                emitter.complete();
              } catch (Exception e) {
                emitter.completeWithError(e);
              }
            });
    return emitter;
  }
}
