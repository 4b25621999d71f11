package dev.penstock.storage;

import dev.penstock.shared.OrgId;
import dev.penstock.shared.Problems;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.AbstractResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Files of trees as answers over HTTP. */
@Component
public final class Downloads {
  private final Trees trees;

  Downloads(Trees trees) {
    this.trees = trees;
  }

  /**
   * The file as a download: streamed, with its length, parts on request ({@code Range}), and its
   * SHA-256 as entity tag. A browser saves it and never shows it, whatever is in it.
   *
   * @param path in the tree; a leading slash, as Spring's {@code {*path}} gives it, is ignored
   * @throws dev.penstock.shared.ProblemException when there is no such file
   */
  public ResponseEntity<Resource> answer(OrgId org, String tree, String path) {
    String relative = path.startsWith("/") ? path.substring(1) : path;
    FileEntry file =
        trees.file(org, tree, relative).orElseThrow(() -> Problems.notFound("file", relative));
    ContentDisposition disposition =
        ContentDisposition.attachment().filename(file.name(), StandardCharsets.UTF_8).build();
    return ResponseEntity.ok()
        .eTag("\"" + file.sha256() + "\"")
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .header(HttpHeaders.CONTENT_DISPOSITION, disposition.toString())
        .header("X-Content-Type-Options", "nosniff")
        .body(new StoredFile(trees, org, file));
  }

  private static final class StoredFile extends AbstractResource {
    private final Trees trees;
    private final OrgId org;
    private final FileEntry file;

    StoredFile(Trees trees, OrgId org, FileEntry file) {
      this.trees = trees;
      this.org = org;
      this.file = file;
    }

    @Override
    public boolean exists() {
      return true;
    }

    @Override
    public long contentLength() {
      return file.size();
    }

    @Override
    public InputStream getInputStream() {
      return trees.open(org, file);
    }

    @Override
    public String getDescription() {
      return "stored file " + file.sha256();
    }
  }
}
