package dev.penstock.replica;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.unixdomain.server.UnixDomainServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** One model behind one listening socket. */
final class ReplicaServer {
  /** Longer than an inference may take: a silent connection is not an abandoned one. */
  private static final long IDLE_MILLIS = 300_000;

  private static final long STOP_MILLIS = 10_000;
  private static final int MOST_THREADS = 32;

  private final Settings settings;
  private final OnnxModel model;
  private final Server server;

  private ReplicaServer(Settings settings, OnnxModel model, Server server) {
    this.settings = settings;
    this.model = model;
    this.server = server;
  }

  /**
   * Loads the model and listens; it can be asked as soon as this returns.
   *
   * @throws StartException when there is not one model, or it can't be served
   */
  static ReplicaServer start(Settings settings) throws Exception {
    OnnxModel model = OnnxModel.load(modelFile(settings.modelFolder()), settings.threads());
    QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 4);
    threads.setName("http");
    Server server = new Server(threads);
    server.addConnector(connector(server, settings));
    server.setHandler(new GracefulHandler(new ProtocolHandler(model, settings.version())));
    server.setErrorHandler(
        (request, response, callback) -> {
          Object said = request.getAttribute(ErrorHandler.ERROR_MESSAGE);
          int status = response.getStatus();
          String words = said == null ? HttpStatus.getMessage(status) : said.toString();
          ProtocolHandler.send(response, status, Answers.error(words), callback);
          return true;
        });
    server.setStopTimeout(STOP_MILLIS);
    ReplicaServer replica = new ReplicaServer(settings, model, server);
    try {
      if (settings.socket() != null) {
        // One left by a killed predecessor would be in the way.
        Files.deleteIfExists(settings.socket());
      }
      server.start();
      return replica;
    } catch (Exception e) {
      replica.stop();
      throw e;
    }
  }

  ModelSpec spec() {
    return model.spec();
  }

  /** The TCP port listened on; -1 on a unix socket. */
  int port() {
    return server.getConnectors()[0] instanceof ServerConnector tcp ? tcp.getLocalPort() : -1;
  }

  /** Takes no more requests, finishes those under way within ten seconds, and lets go of all. */
  void stop() throws Exception {
    try {
      server.stop();
    } finally {
      model.close();
      if (settings.socket() != null) {
        Files.deleteIfExists(settings.socket());
      }
    }
  }

  private static Connector connector(Server server, Settings settings) throws IOException {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    HttpConnectionFactory http = new HttpConnectionFactory(configuration);
    if (settings.socket() != null) {
      UnixDomainServerConnector unix = new UnixDomainServerConnector(server, 1, 1, http);
      unix.setUnixDomainPath(settings.socket());
      unix.setIdleTimeout(IDLE_MILLIS);
      return unix;
    }
    ServerConnector tcp = new ServerConnector(server, 1, 1, http);
    tcp.setHost(InetAddress.getLoopbackAddress().getHostAddress());
    tcp.setPort(settings.port());
    tcp.setIdleTimeout(IDLE_MILLIS);
    return tcp;
  }

  private static Path modelFile(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new StartException("PENSTOCK_INPUT_MODEL is %s, not a folder.".formatted(folder));
    }
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> models =
          entries.filter(entry -> entry.getFileName().toString().endsWith(".onnx")).toList();
      if (models.size() != 1) {
        throw new StartException(
            "%s holds %d files *.onnx; a model to serve has exactly one."
                .formatted(folder, models.size()));
      }
      return models.getFirst();
    }
  }
}
