package dev.penstock.replica;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the Open Inference Protocol over HTTP; the thinking is done elsewhere. */
final class ProtocolHandler extends Handler.Abstract {
  /** The longest body of a request, in bytes. */
  static final int LONGEST_BODY = 32 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(ProtocolHandler.class);

  private final OnnxModel model;
  private final RequestReader reader;
  private final String version;

  ProtocolHandler(OnnxModel model, String version) {
    this.model = model;
    this.reader = new RequestReader(model.spec());
    this.version = version;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    try {
      send(response, 200, answer(request, response), callback);
    } catch (Refusal refusal) {
      if (refusal.status() >= 500) {
        LOG.warn("{}", refusal.words());
      }
      send(response, refusal.status(), Answers.error(refusal.words()), callback);
    }
    return true;
  }

  private byte[] answer(Request request, Response response) throws IOException {
    Target target = Target.of(Request.getPathInContext(request));
    String method = target.kind().method();
    if (!request.getMethod().equals(method)) {
      response.getHeaders().put(HttpHeader.ALLOW, method);
      throw new Refusal(
          405, "%s is not for this path; use %s.".formatted(request.getMethod(), method));
    }
    String told = target.version().isEmpty() ? version : target.version();
    return switch (target.kind()) {
      case SERVER -> Answers.server(programVersion());
      case LIVE -> Answers.health("live");
      case READY -> Answers.health("ready");
      case MODEL -> Answers.model(target.model(), told, model.spec());
      case MODEL_READY -> Answers.modelReady(target.model());
      case INFER -> {
        InferRequest asked = reader.read(body(request));
        yield Answers.infer(target.model(), told, asked.id(), model.infer(asked));
      }
    };
  }

  private static byte[] body(Request request) throws IOException {
    InputStream in = Content.Source.asInputStream(request);
    if (request.getLength() <= LONGEST_BODY) {
      byte[] body = in.readNBytes(LONGEST_BODY + 1);
      if (body.length <= LONGEST_BODY) {
        return body;
      }
    }
    // A client that is still sending would miss the answer: hear it out, within reason.
    in.skip(LONGEST_BODY);
    throw new Refusal(
        413,
        "The body is longer than %d bytes; send fewer elements at a time.".formatted(LONGEST_BODY));
  }

  static void send(Response response, int status, byte[] json, Callback callback) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, json.length);
    response.write(true, ByteBuffer.wrap(json), callback);
  }

  private static String programVersion() {
    String version = ProtocolHandler.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
