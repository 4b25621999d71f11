package dev.penstock.notebooks;

import dev.penstock.shared.Loop;
import java.time.Duration;

/** Ends what is open of those who have signed out, and of runs that are over. */
final class OpeningsWatch extends Loop {
  private static final Duration EACH = Duration.ofSeconds(5);

  private final Openings openings;
  private final NotebookRoutes routes;
  private final WebSockets webSockets;

  OpeningsWatch(Openings openings, NotebookRoutes routes, WebSockets webSockets) {
    super("notebook-openings", EACH);
    this.openings = openings;
    this.routes = routes;
    this.webSockets = webSockets;
  }

  @Override
  protected void tick() {
    openings.forgetUnless(grant -> openings.isAllowed(grant) && routes.goesOn(grant));
    webSockets.closeUnless(openings::isHeld);
  }
}
