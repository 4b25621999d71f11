package dev.penstock.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of a server, as somebody who is signed in. */
record Centre(HttpClient http, URI address, String token) {
  /** Who {@link #ready} signs in as. */
  static final String EMAIL = "bench@example.com";

  static final String PASSWORD = "a long enough password";

  private static final JsonMapper JSON = new JsonMapper();

  /** An organisation that is approved and has money, and a key of its owner. */
  static Centre ready(HttpClient http, ServerProcess server)
      throws IOException, InterruptedException {
    Centre anybody = new Centre(http, server.address(), "");
    Centre operator = anybody.signedIn("operator@penstock.local", server.operatorPassword());
    JsonNode applied =
        anybody.post(
            "/v1/applications",
            Map.of(
                "kind", "individual",
                "name", "Bench",
                "contactName", "Bench",
                "email", EMAIL,
                "password", PASSWORD));
    String org = applied.get("organisationId").asString();
    operator.post("/v1/operator/organisations/" + org + "/approve", Map.of());
    operator.post(
        "/v1/operator/organisations/" + org + "/top-ups",
        Map.of("amountYuan", "10000.00", "reference", "bench"));
    return again(http, server);
  }

  /** A new key of the owner of an organisation that was made before. */
  static Centre again(HttpClient http, ServerProcess server)
      throws IOException, InterruptedException {
    Centre owner = new Centre(http, server.address(), "").signedIn(EMAIL, PASSWORD);
    String key = owner.post("/v1/keys", Map.of("name", "bench")).get("key").asString();
    return new Centre(http, server.address(), key);
  }

  Centre signedIn(String email, String password) throws IOException, InterruptedException {
    JsonNode session = post("/v1/sessions", Map.of("email", email, "password", password));
    return new Centre(http, address, session.get("token").asString());
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return answer(request(path).GET().build());
  }

  /** The answer as it is. */
  String text(String path) throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() >= 300) {
      throw new IOException(path + " answers " + response.statusCode());
    }
    return response.body();
  }

  JsonNode delete(String path) throws IOException, InterruptedException {
    return answer(request(path).DELETE().build());
  }

  JsonNode post(String path, Map<String, ?> body) throws IOException, InterruptedException {
    return answer(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
            .build());
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(address.resolve(path));
    return token.isEmpty() ? builder : builder.header("Authorization", "Bearer " + token);
  }

  private JsonNode answer(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    JsonNode body = JSON.readTree(response.body());
    if (response.statusCode() >= 300) {
      throw new IOException(request.uri() + " answers " + response.statusCode() + ": " + body);
    }
    return body;
  }
}
