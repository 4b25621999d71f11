package dev.penstock.serving;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.unixdomain.server.UnixDomainServerConnector;
import org.eclipse.jetty.util.Callback;

/**
 * A replica that listens on a real unix socket: it answers an inference with its own input, refuses
 * input that starts with {@code bad}, breaks on {@code broken} and never answers {@code slow}.
 */
final class FakeReplica implements AutoCloseable {
  private final Server server = new Server();
  private final Path folder;
  final Path socket;
  final AtomicInteger inferences = new AtomicInteger();
  volatile boolean ready = true;
  private final CountDownLatch end = new CountDownLatch(1);

  FakeReplica() throws Exception {
    // a unix socket's path has to be short
    folder = Files.createTempDirectory(Path.of("/tmp"), "ps");
    socket = folder.resolve("s");
    UnixDomainServerConnector connector = new UnixDomainServerConnector(server);
    connector.setUnixDomainPath(socket);
    server.addConnector(connector);
    server.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback)
              throws Exception {
            FakeReplica.this.handle(request, response, callback);
            return true;
          }
        });
    server.start();
  }

  private void handle(Request request, Response response, Callback callback) throws Exception {
    String path = Request.getPathInContext(request);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    if (path.equals("/v2/health/ready")) {
      response.setStatus(ready ? 200 : 503);
      callback.succeeded();
    } else if (path.endsWith("/infer")) {
      String body = Content.Source.asString(request, StandardCharsets.ISO_8859_1);
      infer(body, response, callback);
    } else {
      Content.Sink.write(response, true, "{\"path\":\"" + path + "\"}", callback);
    }
  }

  private void infer(String body, Response response, Callback callback) throws Exception {
    inferences.incrementAndGet();
    if (body.startsWith("slow")) {
      end.await();
    }
    if (body.startsWith("bad")) {
      response.setStatus(400);
      Content.Sink.write(response, true, "{\"error\":\"input has 3 values, not 64\"}", callback);
    } else if (body.startsWith("broken")) {
      response.setStatus(500);
      Content.Sink.write(response, true, "oops", callback);
    } else {
      response.write(
          true, java.nio.ByteBuffer.wrap(body.getBytes(StandardCharsets.ISO_8859_1)), callback);
    }
  }

  @Override
  public void close() throws IOException {
    end.countDown();
    try {
      server.stop();
    } catch (Exception e) {
      throw new IOException("the fake replica can't be stopped", e);
    }
    Files.deleteIfExists(socket);
    Files.deleteIfExists(folder);
  }
}
