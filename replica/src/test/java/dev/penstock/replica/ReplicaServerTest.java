package dev.penstock.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.StringRequestContent;
import org.eclipse.jetty.io.Transport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplicaServerTest {
  private static final HttpClient CLIENT = new HttpClient();
  private static final String TWO_ROWS =
      "{\"id\":\"r1\",\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[2,3],\"data\":[[1,1,1],[2,0,4]]}]}";

  private static Path folder;
  private static Path linearSocket;
  private static Path everythingSocket;
  private static ReplicaServer linear;
  private static ReplicaServer everything;

  @BeforeAll
  static void start() throws Exception {
    // A unix socket's path must be short, so not the long one of @TempDir.
    folder = Files.createTempDirectory(Path.of("/tmp"), "rep");
    linearSocket = folder.resolve("l.sock");
    everythingSocket = folder.resolve("e.sock");
    // What a killed predecessor would leave.
    Files.createFile(linearSocket);
    linear = ReplicaServer.start(new Settings(model("linear"), linearSocket, -1, 1, "7"));
    everything =
        ReplicaServer.start(new Settings(model("everything"), everythingSocket, -1, 2, "1"));
    CLIENT.start();
  }

  @AfterAll
  static void stop() throws Exception {
    CLIENT.stop();
    linear.stop();
    everything.stop();
    assertThat(linearSocket).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /v2/health/live                  | {"live":true}
          /v2/health/ready                 | {"ready":true}
          /v2                              | {"name":"penstock-replica","version":"development","extensions":[]}
          /v2/models/digits/ready          | {"name":"digits","ready":true}
          /v2/models/digits/versions/3/ready | {"name":"digits","ready":true}
          /v2/models/digits                | {"name":"digits","versions":["7"],"platform":"onnxruntime_onnx","inputs":[{"name":"x","datatype":"FP32","shape":[-1,3]}],"outputs":[{"name":"y","datatype":"FP32","shape":[-1,2]}]}
          /v2/models/digits/versions/3     | {"name":"digits","versions":["3"],"platform":"onnxruntime_onnx","inputs":[{"name":"x","datatype":"FP32","shape":[-1,3]}],"outputs":[{"name":"y","datatype":"FP32","shape":[-1,2]}]}
          """)
  void tellsItsHealthAndItsModel(String path, String json) throws Exception {
    ContentResponse response = get(path);
    assertThat(response.getStatus()).isEqualTo(200);
    assertThat(response.getMediaType()).isEqualTo("application/json");
    assertThat(response.getContentAsString()).isEqualTo(json);
  }

  @ParameterizedTest
  @CsvSource({"/v2/models/digits/infer, 7", "/v2/models/digits/versions/3/infer, 3"})
  void computesWhatTheModelComputes(String path, String version) throws Exception {
    ContentResponse response = post(linearSocket, path, TWO_ROWS);
    assertThat(response.getStatus()).isEqualTo(200);
    assertThat(response.getContentAsString())
        .isEqualTo(
            "{\"model_name\":\"digits\",\"model_version\":\"%s\",\"id\":\"r1\",\"outputs\":[{\"name\":\"y\",\"datatype\":\"FP32\",\"shape\":[2,2],\"data\":[16.0,0.25,24.0,-0.75]}]}"
                .formatted(version));
  }

  @Test
  void carriesEveryTypeThereAndBack() throws Exception {
    ContentResponse response =
        post(everythingSocket, "/v2/models/all/infer", everythingRequest("[[true,false]]"));
    assertThat(response.getStatus()).isEqualTo(200);
    assertThat(response.getContentAsString())
        .contains(
            "{\"name\":\"bool_twice\",\"datatype\":\"BOOL\",\"shape\":[1,4],\"data\":[true,false,true,false]}",
            "{\"name\":\"uint8_twice\",\"datatype\":\"UINT8\",\"shape\":[1,4],\"data\":[200,255,200,255]}",
            "{\"name\":\"int8_twice\",\"datatype\":\"INT8\",\"shape\":[1,4],\"data\":[-128,127,-128,127]}",
            "\"data\":[-32768,32767,-32768,32767]",
            "\"data\":[-2147483648,2147483647,-2147483648,2147483647]",
            "\"data\":[-9223372036854775808,9223372036854775807,-9223372036854775808,9223372036854775807]",
            "{\"name\":\"fp32_twice\",\"datatype\":\"FP32\",\"shape\":[1,4],\"data\":[0.1,-2.5,0.1,-2.5]}",
            "{\"name\":\"fp64_twice\",\"datatype\":\"FP64\",\"shape\":[1,4],\"data\":[0.1,1.0E300,0.1,1.0E300]}");
  }

  @Test
  void answersOnlyTheOutputsAskedForInThatOrder() throws Exception {
    String body =
        everythingRequest("[true,false]")
            .replaceFirst(
                "\\{", "{\"outputs\":[{\"name\":\"int64_twice\"},{\"name\":\"bool_twice\"}],");
    String answer = post(everythingSocket, "/v2/models/all/infer", body).getContentAsString();
    assertThat(answer)
        .containsSubsequence("int64_twice", "bool_twice")
        .doesNotContain("int8_twice");
  }

  @Test
  void refusesWhatDoesNotFitTheModel() throws Exception {
    ContentResponse response =
        post(linearSocket, "/v2/models/digits/infer", TWO_ROWS.replace("[2,3]", "[2,4]"));
    assertThat(response.getStatus()).isEqualTo(400);
    assertThat(response.getContentAsString())
        .isEqualTo(
            "{\"error\":\"Input 'x' has shape [2, 4]; this model takes [-1, 3] (-1: any length).\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/v1",
        "/v2/",
        "/v2/models",
        "/v2/models/",
        "/v2/models/m/",
        "/v2/models/m/ready/now",
        "/v2/models/m/versions",
        "/v2/models/m/versions/3/x",
        "/v2/health",
        "/v2/health/well"
      })
  void hasNothingAtOtherPaths(String path) throws Exception {
    ContentResponse response = get(path);
    assertThat(response.getStatus()).isEqualTo(404);
    assertThat(response.getContentAsString())
        .startsWith("{\"error\":\"There is nothing at " + path);
  }

  @Test
  void saysWhichMethodAPathTakes() throws Exception {
    ContentResponse infer = get("/v2/models/m/infer");
    assertThat(infer.getStatus()).isEqualTo(405);
    assertThat(infer.getHeaders().get("Allow")).isEqualTo("POST");
    ContentResponse live = post(linearSocket, "/v2/health/live", "");
    assertThat(live.getStatus()).isEqualTo(405);
    assertThat(live.getContentAsString()).contains("use GET");
  }

  @Test
  void refusesABodyThatIsTooLong() throws Exception {
    byte[] body = new byte[ProtocolHandler.LONGEST_BODY + 1];
    ContentResponse response =
        CLIENT
            .POST("http://replica/v2/models/m/infer")
            .transport(new Transport.TCPUnix(linearSocket))
            .body(new BytesRequestContent(body))
            .send();
    assertThat(response.getStatus()).isEqualTo(413);
    assertThat(response.getContentAsString()).contains("33554432 bytes");
  }

  @Test
  void answersManyAtOnce() throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
      List<Callable<String>> calls =
          IntStream.range(0, 64)
              .<Callable<String>>mapToObj(
                  i ->
                      () ->
                          post(
                                  linearSocket,
                                  "/v2/models/m/infer",
                                  TWO_ROWS.replace("[2,0,4]", "[" + i + ",0,0]"))
                              .getContentAsString())
              .toList();
      List<Future<String>> answers = pool.invokeAll(calls);
      for (int i = 0; i < answers.size(); i++) {
        assertThat(answers.get(i).get())
            .contains("\"data\":[16.0,0.25,%s,%s]".formatted(10f + i, 0.25f + i / 2f));
      }
    }
  }

  @Test
  void servesOnALoopbackPortToo() throws Exception {
    ReplicaServer server = ReplicaServer.start(new Settings(model("linear"), null, 0, 1, "1"));
    try {
      assertThat(CLIENT.GET("http://127.0.0.1:" + server.port() + "/v2/health/ready").getStatus())
          .isEqualTo(200);
    } finally {
      server.stop();
    }
  }

  @Test
  void saysWhyAFolderCannotBeServed(@TempDir Path empty) throws Exception {
    Settings settings = new Settings(empty, null, 0, 1, "1");
    assertThatThrownBy(() -> ReplicaServer.start(settings))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("holds 0 files *.onnx");
    Files.writeString(empty.resolve("model.onnx"), "no model");
    assertThatThrownBy(() -> ReplicaServer.start(settings))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("model.onnx is not a model to serve");
  }

  private static String everythingRequest(String bools) {
    Map<String, String> data =
        Map.of(
            "bool", bools,
            "uint8", "[200,255]",
            "int8", "[-128,127]",
            "int16", "[-32768,32767]",
            "int32", "[-2147483648,2147483647]",
            "int64", "[-9223372036854775808,9223372036854775807]",
            "fp32", "[0.1,-2.5]",
            "fp64", "[[0.1,1e300]]");
    return data.entrySet().stream()
        .map(
            entry ->
                "{\"name\":\"%s\",\"datatype\":\"%s\",\"shape\":[1,2],\"data\":%s}"
                    .formatted(
                        entry.getKey(), entry.getKey().toUpperCase(Locale.ROOT), entry.getValue()))
        .collect(Collectors.joining(",", "{\"inputs\":[", "]}"));
  }

  private static Path model(String name) throws Exception {
    Path target = Files.createDirectories(folder.resolve(name));
    try (InputStream in = ReplicaServerTest.class.getResourceAsStream("/" + name + ".onnx")) {
      Files.write(target.resolve("model.onnx"), in.readAllBytes());
    }
    return target;
  }

  private static ContentResponse get(String path) throws Exception {
    return CLIENT
        .newRequest("http://replica" + path)
        .transport(new Transport.TCPUnix(linearSocket))
        .send();
  }

  private static ContentResponse post(Path socket, String path, String body) throws Exception {
    return CLIENT
        .POST("http://replica" + path)
        .transport(new Transport.TCPUnix(socket))
        .body(new StringRequestContent("application/json", body))
        .send();
  }
}
