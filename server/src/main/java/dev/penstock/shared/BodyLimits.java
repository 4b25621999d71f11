package dev.penstock.shared;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Bounds the body of every request, whether it tells its length or not, so that nobody can fill the
 * memory. PATCH is left out: it is how files come in, is never in memory, and has bounds of its
 * own.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class BodyLimits extends OncePerRequestFilter {
  private final ProblemWriter problems;
  private final long most;

  /**
   * @param most bytes of one body; setting {@code penstock.max-request-bytes}, 32 MiB by default,
   *     which is room for the list of a tree's 100,000 files
   */
  BodyLimits(ProblemWriter problems, @Value("${penstock.max-request-bytes:33554432}") long most) {
    this.problems = problems;
    this.most = most;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getMethod().equals("PATCH");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getContentLengthLong() > most) {
      problems.write(response, tooLarge(request.getContentLengthLong() + " bytes").problem());
      return;
    }
    chain.doFilter(new BoundedRequest(request), response);
  }

  private ProblemException tooLarge(String size) {
    return Problems.tooLarge(
        "body", size, "send at most %d bytes; files go to /v1/blobs in chunks".formatted(most));
  }

  private final class BoundedRequest extends HttpServletRequestWrapper {
    BoundedRequest(HttpServletRequest request) {
      super(request);
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      return new BoundedStream(super.getInputStream());
    }
  }

  private final class BoundedStream extends ServletInputStream {
    private final ServletInputStream inner;
    private long count;

    BoundedStream(ServletInputStream inner) {
      this.inner = inner;
    }

    @Override
    public int read() throws IOException {
      int read = inner.read();
      add(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      int read = inner.read(bytes, from, length);
      add(Math.max(read, 0));
      return read;
    }

    private void add(int bytes) {
      count += bytes;
      if (count > most) {
        throw tooLarge("more than %d bytes".formatted(most));
      }
    }

    @Override
    public boolean isFinished() {
      return inner.isFinished();
    }

    @Override
    public boolean isReady() {
      return inner.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      inner.setReadListener(listener);
    }
  }
}
