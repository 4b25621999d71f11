package dev.penstock;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The server's entry. */
@SpringBootApplication(exclude = UserDetailsServiceAutoConfiguration.class)
@EnableScheduling
@EnableConfigurationProperties(ServerSettings.class)
public class PenstockServer {

  /**
   * Starts the server; options are Spring's, see {@link ServerSettings}. Or does what is done
   * beside it, see {@link AdminCommands}.
   */
  public static void main(String[] args) {
    if (AdminCommands.knows(args)) {
      System.exit(AdminCommands.run(args, Clock.systemUTC(), System.out, System.err));
    }
    SpringApplication.run(PenstockServer.class, args);
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }
}
