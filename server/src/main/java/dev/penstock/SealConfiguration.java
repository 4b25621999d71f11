package dev.penstock;

import dev.penstock.tenancy.Seal;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The installation's own key, which is in its data folder and never in the database. */
@Configuration(proxyBeanMethods = false)
class SealConfiguration {

  @Bean
  Seal seal(DataFolder folder) {
    return new Seal(folder.secrets().of("seal"));
  }
}
