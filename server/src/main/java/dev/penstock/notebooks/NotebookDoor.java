package dev.penstock.notebooks;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.AbstractProtocol;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/** The notebooks' own port: another origin for browsers, so that no notebook's script is ours. */
final class NotebookDoor implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
  private final NotebookSettings settings;
  private final Connector connector;

  /**
   * A door that opens with the web server.
   *
   * @param bindTo the address to listen at; null for all of them
   */
  NotebookDoor(NotebookSettings settings, @Nullable String bindTo) {
    this.settings = settings;
    this.connector = connector(settings.port(), bindTo);
  }

  private static Connector connector(int port, @Nullable String bindTo) {
    Connector connector = new Connector();
    connector.setPort(port);
    // the path goes on as it came
    connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
    if (bindTo != null) {
      connector.setProperty("address", bindTo);
    }
    if (connector.getProtocolHandler() instanceof AbstractProtocol<?> protocol) {
      protocol.setExecutor(new VirtualThreadExecutor("notebook-"));
    }
    return connector;
  }

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    factory.addAdditionalConnectors(connector);
  }

  /** Whether the request came in here. */
  boolean isOf(HttpServletRequest request) {
    return request.getLocalPort() == connector.getLocalPort();
  }

  /**
   * The origin of a notebook's pages.
   *
   * @param request came to this server by the name that its sender knows
   */
  String origin(NotebookId id, HttpServletRequest request) {
    if (settings.address() != null) {
      return settings.address().replace("{id}", id.toString());
    }
    return "%s://%s:%d"
        .formatted(request.getScheme(), request.getServerName(), connector.getLocalPort());
  }

  /**
   * Whether the request names this notebook's host: on another's, its pages would be of that one's
   * origin.
   */
  boolean isAt(NotebookId id, HttpServletRequest request) {
    return settings.address() == null
        || origin(id, request).endsWith("://" + request.getHeader("Host"));
  }

  /** Whether there is an address that people are told, whatever name they call us by. */
  boolean hasAddress() {
    return settings.address() != null;
  }
}
