package dev.penstock;

import dev.penstock.jobs.Milestones;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.Environment;

/**
 * The real server, which ends at a milestone as if by {@code kill -9}: no hook runs, nothing is
 * flushed. It is a program of its own, see {@link ServerProcess}.
 */
final class CrashingServer {
  /** The option that names the milestone; the server does not crash where absent. */
  static final String HALT_AT = "penstock.test.halt-at";

  /** The option that names the file into which the port goes once the server is ready. */
  static final String PORT_FILE = "penstock.test.port-file";

  /** What a process that was killed by signal 9 ends with. */
  static final int KILLED = 137;

  private CrashingServer() {}

  public static void main(String[] args) {
    ApplicationContextInitializer<GenericApplicationContext> crash = CrashingServer::arm;
    ApplicationListener<ApplicationReadyEvent> ready =
        event -> tellPort(event.getApplicationContext().getEnvironment());
    new SpringApplicationBuilder(PenstockServer.class)
        .initializers(crash)
        .listeners(ready)
        .run(args);
  }

  private static void arm(GenericApplicationContext context) {
    Milestones.Milestone haltAt =
        context.getEnvironment().getProperty(HALT_AT, Milestones.Milestone.class);
    if (haltAt != null) {
      context.registerBean(
          Milestones.Listener.class,
          () ->
              reached -> {
                if (reached == haltAt) {
                  Runtime.getRuntime().halt(KILLED);
                }
              });
    }
  }

  private static void tellPort(Environment environment) {
    Path file = Path.of(environment.getRequiredProperty(PORT_FILE));
    try {
      Path draft = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(draft, environment.getRequiredProperty("local.server.port"));
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
