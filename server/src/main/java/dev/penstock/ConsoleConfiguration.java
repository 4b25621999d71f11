package dev.penstock;

import dev.penstock.tenancy.PublicAddresses;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.EncodedResourceResolver;
import org.springframework.web.servlet.resource.PathResourceResolver;

/** Serves the web console: static files that ask the public API, like any other client. */
@Configuration(proxyBeanMethods = false)
class ConsoleConfiguration implements WebMvcConfigurer {
  private static final String FILES = "classpath:/console/";
  private static final String PAGE = "index.html";
  private static final Pattern PROGRAMS = Pattern.compile("(v1|v2|actuator)(/|$)");

  /**
   * What the console's pages may do. Scripts come from files of this server alone; styles may stand
   * in the page, because the component library puts them there.
   */
  private static final String POLICY =
      String.join(
          "; ",
          "default-src 'none'",
          "script-src 'self'",
          "style-src 'self' 'unsafe-inline'",
          "img-src 'self' data: blob:",
          "font-src 'self'",
          "connect-src 'self'",
          "frame-ancestors 'none'",
          "base-uri 'none'",
          "form-action 'none'");

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    // their names change with their content
    registry
        .addResourceHandler("/assets/**")
        .addResourceLocations(FILES + "assets/")
        .setCacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable())
        .resourceChain(true)
        .addResolver(new EncodedResourceResolver());
    registry
        .addResourceHandler("/**")
        .addResourceLocations(FILES)
        .setCacheControl(CacheControl.noCache())
        .resourceChain(true)
        .addResolver(new EncodedResourceResolver())
        .addResolver(new PageResolver());
  }

  @Override
  public void addViewControllers(ViewControllerRegistry registry) {
    registry.addViewController("/").setViewName("forward:/" + PAGE);
  }

  @Bean
  OncePerRequestFilter consolePolicy() {
    return new OncePerRequestFilter() {
      @Override
      protected void doFilterInternal(
          HttpServletRequest request, HttpServletResponse response, FilterChain chain)
          throws ServletException, IOException {
        if (PublicAddresses.isConsoles(request)) {
          response.setHeader("Content-Security-Policy", POLICY);
          response.setHeader("Referrer-Policy", "same-origin");
          response.setHeader("X-Content-Type-Options", "nosniff");
        }
        chain.doFilter(request, response);
      }
    };
  }

  /** Addresses of pages are the console's own to understand: each answers the one document. */
  private static final class PageResolver extends PathResourceResolver {
    @Override
    protected @Nullable Resource getResource(String path, Resource location) throws IOException {
      Resource file = super.getResource(path, location);
      if (file != null) {
        return file;
      }
      boolean isFile = path.substring(path.lastIndexOf('/') + 1).contains(".");
      boolean isPrograms = PROGRAMS.matcher(path).lookingAt();
      return isFile || isPrograms ? null : super.getResource(PAGE, location);
    }
  }
}
