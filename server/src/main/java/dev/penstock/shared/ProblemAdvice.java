package dev.penstock.shared;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Turns whatever ends a request into a problem that says what to do. */
@RestControllerAdvice
final class ProblemAdvice {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

  @ExceptionHandler
  ResponseEntity<ProblemBody> on(ProblemException e) {
    return answer(e.problem(), HttpHeaders.EMPTY);
  }

  @ExceptionHandler
  ResponseEntity<ProblemBody> on(HttpMessageNotReadableException e) {
    Throwable cause = e.getCause();
    if (cause instanceof JacksonException json) {
      return answer(unreadable(json), HttpHeaders.EMPTY);
    }
    return answer(
        Problems.malformed("the body is missing or can't be read", "send a JSON body").problem(),
        HttpHeaders.EMPTY);
  }

  @ExceptionHandler
  ResponseEntity<ProblemBody> on(MethodArgumentTypeMismatchException e) {
    if (problemIn(e) instanceof ProblemException known) {
      return on(known);
    }
    Class<?> type = e.getRequiredType();
    return answer(
        Problems.invalid(
                e.getName(),
                String.valueOf(e.getValue()),
                type == null ? "give another value" : "give " + expected(type))
            .problem(),
        HttpHeaders.EMPTY);
  }

  @ExceptionHandler({NoResourceFoundException.class, NoHandlerFoundException.class})
  ResponseEntity<ProblemBody> onNoSuchAddress() {
    return answer(
        new Problem(
            "no-such-address",
            404,
            "Not found",
            "nothing lives at this address",
            null,
            null,
            "see /v1/openapi for what there is"),
        HttpHeaders.EMPTY);
  }

  @ExceptionHandler
  void on(AsyncRequestNotUsableException gone) {
    // the client has left: nobody to answer
  }

  @ExceptionHandler
  ResponseEntity<ProblemBody> onAny(Exception e) {
    if (problemIn(e) instanceof ProblemException known) {
      return on(known);
    }
    if (DatabaseAway.is(e)) {
      LOG.warn("The database does not answer: {}", e.toString());
      return answer(DatabaseAway.problem(), HttpHeaders.EMPTY);
    }
    if (e instanceof ErrorResponse known && known.getStatusCode().value() < 500) {
      return answer(ofSpring(known), known.getHeaders());
    }
    LOG.error("A request failed.", e);
    return answer(
        new Problem(
            "internal",
            500,
            "Internal error",
            "this is our fault, and it is logged",
            null,
            null,
            "try again; if it stays, tell the operator the request id"),
        HttpHeaders.EMPTY);
  }

  private static Problem ofSpring(ErrorResponse known) {
    HttpStatusCode status = known.getStatusCode();
    String detail = known.getBody().getDetail();
    String title = known.getBody().getTitle();
    return new Problem(
        "http-" + status.value(),
        status.value(),
        title == null ? "Refused" : title,
        detail == null ? "the request is refused" : detail,
        null,
        null,
        "compare the request with /v1/openapi");
  }

  /** What is wrong with a JSON or YAML text, with the path of the field. */
  static Problem unreadable(JacksonException e) {
    if (problemIn(e) instanceof ProblemException inner) {
      String path = path(e);
      return path.isEmpty() ? inner.problem() : inner.problem().at(path);
    }
    return switch (e) {
      case UnrecognizedPropertyException unknown ->
          Problems.unknownField(path(e), known(unknown.getKnownPropertyIds())).problem();
      case InvalidFormatException format ->
          Problems.invalid(
                  path(e),
                  String.valueOf(format.getValue()),
                  "give " + expected(format.getTargetType()))
              .problem();
      case StreamReadException text ->
          Problems.malformed(
                  "the text is not well formed"
                      + (text.getLocation() == null
                          ? ""
                          : " at line %d, column %d"
                              .formatted(
                                  text.getLocation().getLineNr(),
                                  text.getLocation().getColumnNr())),
                  "check brackets, quotes and indentation there")
              .problem();
      // its own message names classes of ours, which say nothing to a user
      case MismatchedInputException other when other.getTargetType() != null ->
          invalid(e, "give " + expected(other.getTargetType())).problem();
      case DatabindException _ ->
          invalid(e, "give another value; /v1/openapi says which").problem();
      default -> Problems.malformed("the body can't be read", "send well-formed JSON").problem();
    };
  }

  private static ProblemException invalid(JacksonException e, String hint) {
    return Problems.invalid(path(e).isEmpty() ? "body" : path(e), null, hint);
  }

  private static @Nullable Throwable problemIn(Throwable e) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      if (at instanceof ProblemException) {
        return at;
      }
    }
    return null;
  }

  private static String path(JacksonException e) {
    StringBuilder path = new StringBuilder();
    for (JacksonException.Reference step : e.getPath()) {
      if (step.getPropertyName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
      }
    }
    return path.toString();
  }

  private static String known(@Nullable Iterable<?> properties) {
    if (properties == null) {
      return "see /v1/openapi";
    }
    return java.util.stream.StreamSupport.stream(properties.spliterator(), false)
        .map(String::valueOf)
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static String expected(Class<?> type) {
    if (type.isArray()) {
      return expected(type.getComponentType());
    }
    if (type.isEnum()) {
      return "one of "
          + List.of(type.getEnumConstants()).stream()
              .map(constant -> constant.toString().toLowerCase(java.util.Locale.ROOT))
              .collect(Collectors.joining(", "));
    }
    if (Collection.class.isAssignableFrom(type)) {
      return "a list";
    }
    if (Map.class.isAssignableFrom(type) || type.isRecord()) {
      return "an object with fields";
    }
    return switch (type.getSimpleName()) {
      case "String" -> "a text";
      case "int", "Integer", "long", "Long" -> "a whole number";
      case "boolean", "Boolean" -> "true or false";
      case "Instant" -> "a time such as 2026-11-25T08:00:00Z";
      case "Duration" -> "a duration such as 30m, 2h or PT30M";
      case "YearMonth" -> "a month such as 2026-11";
      default -> "a " + type.getSimpleName();
    };
  }

  private static ResponseEntity<ProblemBody> answer(Problem problem, HttpHeaders headers) {
    HttpHeaders all = new HttpHeaders(headers);
    if (problem.status() == 401) {
      all.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    if (problem.status() == 503) {
      all.set(HttpHeaders.RETRY_AFTER, DatabaseAway.RETRY_AFTER);
    }
    return ResponseEntity.status(problem.status())
        .headers(all)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(ProblemBody.of(problem, MDC.get(RequestIds.KEY)));
  }
}
