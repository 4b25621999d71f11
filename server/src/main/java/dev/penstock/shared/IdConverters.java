package dev.penstock.shared;

import org.springframework.context.annotation.Configuration;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Lets controllers take the typed ids and words of fixed lists as path variables and parameters.
 */
@Configuration(proxyBeanMethods = false)
class IdConverters implements WebMvcConfigurer {

  @Override
  public void addFormatters(FormatterRegistry registry) {
    registry.addConverter(String.class, OrgId.class, OrgId::parse);
    registry.addConverter(String.class, ProjectId.class, ProjectId::parse);
    registry.addConverter(String.class, PersonId.class, PersonId::parse);
    registry.addConverter(String.class, JobId.class, JobId::parse);
    registry.addConverter(String.class, AttemptId.class, AttemptId::parse);
    registry.addConverterFactory(new Words());
  }
}
