package dev.penstock.notebooks;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Opens web sockets to notebooks, and closes those that nobody may have any more. */
final class WebSockets {
  private static final Duration HANDSHAKE = Duration.ofSeconds(10);
  private static final int LONGEST_ANSWER = 16 * 1024;
  private static final int EMPTY_LINE = 0x0D0A0D0A;
  private static final List<String> ANSWERED =
      List.of("sec-websocket-accept", "sec-websocket-protocol", "sec-websocket-extensions");

  private final Map<SocketChannel, Openings.Grant> open = new ConcurrentHashMap<>();

  static boolean isAskedFor(HttpServletRequest request) {
    return "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
  }

  /** Hands the handshake on, and turns the connection into a tunnel when the notebook agrees. */
  void open(
      Openings.Grant grant, Path socket, HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    boolean handedOver = false;
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      String answer = shake(channel, request);
      int status = status(answer);
      if (status != 101) {
        response.setStatus(status < 400 ? 502 : status);
        return;
      }
      for (String line : answer.lines().toList()) {
        int colon = line.indexOf(':');
        if (colon > 0
            && ANSWERED.contains(line.substring(0, colon).toLowerCase(java.util.Locale.ROOT))) {
          response.setHeader(line.substring(0, colon), line.substring(colon + 1).strip());
        }
      }
      response.setHeader("Upgrade", "websocket");
      response.setHeader("Connection", "Upgrade");
      open.put(channel, grant);
      request.upgrade(Tunnel.class).connect(channel, () -> open.remove(channel));
      handedOver = true;
    } finally {
      if (!handedOver) {
        open.remove(channel);
        channel.close();
      }
    }
  }

  /** Closes the web sockets whose reader may not have them any more. */
  void closeUnless(Predicate<Openings.Grant> allowed) {
    open.forEach(
        (channel, grant) -> {
          if (!allowed.test(grant)) {
            try {
              channel.close();
            } catch (IOException e) {
              open.remove(channel);
            }
          }
        });
  }

  /** Sends the request line and headers; what came back, up to the empty line. */
  private static String shake(SocketChannel channel, HttpServletRequest request)
      throws IOException {
    CountDownLatch done = new CountDownLatch(1);
    Thread.ofVirtual().start(() -> closeUnlessDone(channel, done));
    try {
      StringBuilder head = new StringBuilder();
      head.append("GET ").append(NotebookProxy.pathAndQuery(request)).append(" HTTP/1.1\r\n");
      PassedHeaders.in(NotebookProxy.headersOf(request))
          .forEach(
              (name, values) ->
                  values.forEach(
                      value -> head.append(name).append(": ").append(value).append("\r\n")));
      head.append("Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
      ByteBuffer bytes = ByteBuffer.wrap(head.toString().getBytes(StandardCharsets.ISO_8859_1));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      return readHead(channel);
    } finally {
      done.countDown();
    }
  }

  private static void closeUnlessDone(SocketChannel channel, CountDownLatch done) {
    try {
      if (!done.await(HANDSHAKE.toMillis(), TimeUnit.MILLISECONDS)) {
        channel.close();
      }
    } catch (InterruptedException | IOException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Byte by byte, for what follows belongs to the web socket. */
  private static String readHead(SocketChannel channel) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    ByteBuffer one = ByteBuffer.allocate(1);
    int last = 0;
    while (last != EMPTY_LINE) {
      if (channel.read(one.clear()) < 0 || head.size() >= LONGEST_ANSWER) {
        throw new IOException("no answer to the handshake");
      }
      head.write(one.get(0));
      last = last << 8 | (one.get(0) & 0xFF);
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  private static int status(String head) throws IOException {
    String[] words = head.split("[ \r]", 3);
    try {
      return Integer.parseInt(words[1]);
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw new IOException("no answer to the handshake", e);
    }
  }
}
