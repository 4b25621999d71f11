package dev.penstock.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.ServerTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServerTest
class BodyLimitsTest {
  @LocalServerPort private int port;

  @Test
  void refusesABodyThatIsTooLargeBeforeItComes() throws IOException {
    String answer = answer("POST /v1/snapshots HTTP/1.1", "Content-Length: 33554433");
    assertThat(answer)
        .startsWith("HTTP/1.1 413")
        .contains("urn:penstock:problem:too-large", "33554433 bytes", "at most 33554432 bytes");
  }

  /** Sends the head of a request only, and reads the answer to its end. */
  private String answer(String request, String header) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String head = request + "\r\nHost: test\r\nConnection: close\r\n" + header + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
