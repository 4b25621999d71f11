package dev.penstock.datasets.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks with the server under test as somebody who moves files, in bytes and not only in JSON. */
record DataClient(URI server, String token) {
  static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  String create(String name) throws Exception {
    return post("/v1/datasets", Map.of("name", name), 201).path("id").asString();
  }

  JsonNode addVersion(String dataset, String path, byte[] bytes, int status) throws Exception {
    FileRequest file = new FileRequest(path, sha256(bytes), (long) bytes.length);
    return post("/v1/datasets/" + dataset + "/versions", Map.of("files", List.of(file)), status);
  }

  FileRequest upload(String path, String text) throws Exception {
    byte[] bytes = text.getBytes(UTF_8);
    assertThat(patch(sha256(bytes), 0, bytes.length, bytes).statusCode()).isEqualTo(204);
    return new FileRequest(path, sha256(bytes), (long) bytes.length);
  }

  String field(String path, Object body) throws Exception {
    return post(path, body, 400).path("field").asString();
  }

  JsonNode post(String path, Object body, int status) throws Exception {
    BodyPublisher bytes = BodyPublishers.ofString(JSON.writeValueAsString(body));
    HttpResponse<String> answer =
        send(request(path).header("Content-Type", "application/json").POST(bytes));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return JSON.readTree(answer.body());
  }

  HttpResponse<String> get(String path) throws Exception {
    return send(request(path).GET());
  }

  HttpResponse<String> delete(String path) throws Exception {
    return send(request(path).DELETE());
  }

  HttpResponse<String> head(String sha256) throws Exception {
    return send(request("/v1/blobs/" + sha256).HEAD());
  }

  HttpResponse<String> patch(String sha256, long offset, long length, byte[] chunk)
      throws Exception {
    return send(
        request("/v1/blobs/" + sha256)
            .header("Upload-Offset", String.valueOf(offset))
            .header("Upload-Length", String.valueOf(length))
            .header("Content-Type", "application/octet-stream")
            .method("PATCH", BodyPublishers.ofByteArray(chunk)));
  }

  HttpResponse<byte[]> download(String path, String header, String value) throws Exception {
    return HTTP.send(request(path).header(header, value).build(), BodyHandlers.ofByteArray());
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.resolve(path)).header("Authorization", "Bearer " + token);
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
