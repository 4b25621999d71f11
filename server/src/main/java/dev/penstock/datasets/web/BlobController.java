package dev.penstock.datasets.web;

import dev.penstock.shared.Problems;
import dev.penstock.storage.Appended;
import dev.penstock.storage.UploadState;
import dev.penstock.storage.Uploads;
import dev.penstock.tenancy.Caller;
import dev.penstock.tenancy.Permission;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/**
 * Uploads of file contents. A content alone means nothing; the audit log has what is made of it.
 */
@RestController
@RequestMapping("/v1/blobs/{sha256}")
@Tag(name = "storage")
class BlobController {
  private static final String OFFSET = "Upload-Offset";
  private static final String LENGTH = "Upload-Length";
  private static final String COMPLETE = "Upload-Complete";

  private final Uploads uploads;

  BlobController(Uploads uploads) {
    this.uploads = uploads;
  }

  @RequestMapping(method = RequestMethod.HEAD)
  @Operation(summary = "Ask how far an upload has come; 404 when it was never begun")
  ResponseEntity<Void> find(Caller caller, @PathVariable String sha256) {
    caller.require(Permission.READ);
    return answer(
        uploads
            .find(caller.org(), sha256)
            .orElseThrow(() -> Problems.notFound("blob", sha256, "upload it with PATCH")));
  }

  @PatchMapping
  @Operation(
      summary = "Append a chunk of a file's content where the upload stands",
      requestBody =
          @RequestBody(
              content =
                  @Content(
                      mediaType = "application/octet-stream",
                      schema = @Schema(type = "string", format = "binary"))))
  ResponseEntity<Void> append(
      Caller caller,
      @PathVariable String sha256,
      @RequestHeader(name = OFFSET, required = false) @Nullable String offset,
      @RequestHeader(name = LENGTH, required = false) @Nullable String length,
      InputStream body,
      HttpServletResponse response) {
    caller.require(Permission.SUBMIT);
    Appended appended =
        uploads.append(
            caller.org(),
            sha256,
            number(OFFSET, offset, "give the byte at which this chunk begins"),
            number(LENGTH, length, "give the size of the whole content in bytes"),
            body);
    return switch (appended) {
      case Appended.Kept kept -> answer(kept.state());
      case Appended.WrongOffset wrong -> {
        response.setHeader(OFFSET, String.valueOf(wrong.offset()));
        throw Problems.conflict(
            OFFSET,
            offset,
            "the upload stands at byte %d".formatted(wrong.offset()),
            "go on from there");
      }
    };
  }

  private static ResponseEntity<Void> answer(UploadState state) {
    return ResponseEntity.noContent()
        .header(OFFSET, String.valueOf(state.offset()))
        .header(COMPLETE, state.complete() ? "?1" : "?0")
        .build();
  }

  private static long number(String header, @Nullable String value, String hint) {
    try {
      return value == null ? missing(header, hint) : Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw Problems.invalid(header, value, hint);
    }
  }

  private static long missing(String header, String hint) {
    throw Problems.invalid(header, null, hint);
  }
}
