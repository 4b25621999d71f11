package dev.penstock;

import dev.penstock.shared.Access;
import dev.penstock.tenancy.Seal;
import java.nio.file.Path;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The installation's own key, which is in its shared folder and never in the database. */
@Configuration(proxyBeanMethods = false)
class SealConfiguration {

  @Bean
  Seal seal(ServerSettings settings, DataFolder folder, Access access, JdbcClient jdbc) {
    Path shared = settings.sharedFolder() == null ? folder.path("") : settings.sharedFolder();
    String secret = new Secrets(shared.resolve("secrets")).of("seal");
    String mark = Secrets.derived(secret, "mark of the seal");
    String known =
        access.system(
            () -> {
              jdbc.sql(
                      "INSERT INTO shared.installation (id, seal_mark) VALUES (1, ?)"
                          + " ON CONFLICT DO NOTHING")
                  .param(mark)
                  .update();
              return jdbc.sql("SELECT seal_mark FROM shared.installation")
                  .query(String.class)
                  .single();
            });
    if (!known.equals(mark)) {
      throw new IllegalStateException(
          ("the database belongs to an installation with other secrets than those in %s: set"
                  + " penstock.shared-folder to the folder that its servers share, or bring its"
                  + " secrets back from a backup")
              .formatted(shared.toAbsolutePath().resolve("secrets")));
    }
    return new Seal(secret);
  }
}
