package dev.penstock.shared;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** An answer as it is kept for replay. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record IdempotencyAnswer(int status, Map<String, List<String>> headers, byte[] body) {
  static final String REPLAYED = "Idempotency-Replayed";
  private static final List<String> HEADERS = List.of("Content-Type", "Location", "Set-Cookie");

  static IdempotencyAnswer of(HttpServletResponse response, byte[] body) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (String name : HEADERS) {
      List<String> values = List.copyOf(response.getHeaders(name));
      if (!values.isEmpty()) {
        headers.put(name, values);
      }
    }
    return new IdempotencyAnswer(response.getStatus(), headers, body);
  }

  byte[] write(JsonMapper json) {
    return json.writeValueAsBytes(this);
  }

  static IdempotencyAnswer read(JsonMapper json, byte[] text) {
    return json.readValue(text, IdempotencyAnswer.class);
  }

  void replay(HttpServletResponse response) throws IOException {
    response.setStatus(status);
    headers.forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
    response.setHeader(REPLAYED, "true");
    response.getOutputStream().write(body);
  }
}
