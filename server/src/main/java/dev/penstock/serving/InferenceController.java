package dev.penstock.serving;

import dev.penstock.tenancy.Caller;
import dev.penstock.tenancy.Permission;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The Open Inference Protocol; an endpoint is a model of its name there. */
@RestController
@RequestMapping("/v2")
@Tag(name = "inference")
final class InferenceController {
  private static final List<String> PASSED_ON =
      List.of("Content-Type", "Content-Encoding", "Accept", "Inference-Header-Content-Length");

  private final InferenceProxy proxy;

  InferenceController(InferenceProxy proxy) {
    this.proxy = proxy;
  }

  /** Whether the server is alive. */
  record Live(boolean live) {}

  /** Whether the server takes requests. */
  record Ready(boolean ready) {}

  private interface Call {
    Answer make() throws IOException;
  }

  @Operation(summary = "Whether the server is alive")
  @GetMapping("/health/live")
  Live isLive() {
    return new Live(true);
  }

  @Operation(summary = "Whether the server takes requests")
  @GetMapping("/health/ready")
  Ready isReady() {
    return new Ready(true);
  }

  @Operation(summary = "Show a model's inputs and outputs")
  @GetMapping({"/models/{endpoint}", "/models/{endpoint}/versions/{version}"})
  void showModel(
      Caller caller,
      @PathVariable String endpoint,
      @PathVariable(required = false) @Nullable String version,
      HttpServletResponse response)
      throws IOException {
    caller.require(Permission.INFER);
    answer(response, () -> proxy.metadata(caller.org(), endpoint, version));
  }

  @Operation(summary = "Whether a model is ready")
  @GetMapping({"/models/{endpoint}/ready", "/models/{endpoint}/versions/{version}/ready"})
  void isModelReady(
      Caller caller,
      @PathVariable String endpoint,
      @PathVariable(required = false) @Nullable String version,
      HttpServletResponse response)
      throws IOException {
    caller.require(Permission.INFER);
    answer(response, () -> proxy.readiness(caller.org(), endpoint, version));
  }

  @Operation(summary = "Infer")
  @PostMapping({"/models/{endpoint}/infer", "/models/{endpoint}/versions/{version}/infer"})
  void infer(
      Caller caller,
      @PathVariable String endpoint,
      @PathVariable(required = false) @Nullable String version,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    caller.require(Permission.INFER);
    Inbound inbound =
        new Inbound(request.getContentLengthLong(), passedOn(request), request.getInputStream());
    answer(response, () -> proxy.infer(caller.org(), endpoint, version, caller.key(), inbound));
  }

  private static void answer(HttpServletResponse response, Call call) throws IOException {
    Answer answer = call.make();
    response.setStatus(answer.status());
    answer.headers().forEach(response::setHeader);
    response.setContentLength(answer.body().length);
    response.getOutputStream().write(answer.body());
  }

  private static Map<String, String> passedOn(HttpServletRequest request) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String name : PASSED_ON) {
      String value = request.getHeader(name);
      if (value != null) {
        headers.put(name, value);
      }
    }
    return headers;
  }
}
