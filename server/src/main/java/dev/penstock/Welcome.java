package dev.penstock;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Says where to go once the server answers. */
@Component
final class Welcome {
  private static final Logger LOG = LoggerFactory.getLogger(Welcome.class);

  private final Environment environment;

  Welcome(Environment environment) {
    this.environment = environment;
  }

  @EventListener(ApplicationReadyEvent.class)
  void ready() {
    String port = environment.getProperty("local.server.port");
    if (port != null) {
      LOG.info("Ready: open http://127.0.0.1:{} in a browser.", port);
    }
  }
}
