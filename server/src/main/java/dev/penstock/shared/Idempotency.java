package dev.penstock.shared;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets a POST be sent again without being done again. With the header {@code Idempotency-Key} the
 * first answer that says "done" (2xx) is kept for {@link IdempotencyRows#KEPT} and given again to
 * the same request of the same caller; another request with the same key is refused (422), and one
 * that comes while the first is being carried out too (409). An answer that refuses is not kept: it
 * did nothing, and the request may be tried again.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE - 100)
final class Idempotency extends OncePerRequestFilter {
  static final String HEADER = "Idempotency-Key";
  static final int LARGEST_BODY = 4 << 20;
  static final int LARGEST_ANSWER = 1 << 20;

  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7E]{1,255}");
  private static final String TICKET = Idempotency.class.getName() + ".ticket";
  // a request that takes longer has most likely died with its server
  private static final Duration LONGEST_REQUEST = Duration.ofMinutes(5);

  /** A request that is ours to carry out, through all its dispatches. */
  private record Ticket(
      @Nullable OrgId org, IdempotencyVault vault, ContentCachingResponseWrapper response) {}

  private final IdempotencyRows rows;
  private final ProblemWriter problems;
  private final JsonMapper json;
  private final Clock clock;

  Idempotency(IdempotencyRows rows, ProblemWriter problems, JsonMapper json, Clock clock) {
    this.rows = rows;
    this.problems = problems;
    this.json = json;
    this.clock = clock;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getHeader(HEADER) == null || !"POST".equals(request.getMethod());
  }

  @Override
  protected boolean shouldNotFilterAsyncDispatch() {
    return false;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getAttribute(TICKET) instanceof Ticket ticket) {
      carryOut(ticket, request, chain);
      return;
    }
    try {
      byte[] body = CachedBodyRequest.read(request, LARGEST_BODY);
      begin(new CachedBodyRequest(request, body), body, response, chain);
    } catch (ProblemException refused) {
      problems.write(response, refused.problem());
    }
  }

  private void begin(
      HttpServletRequest request, byte[] body, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    SignedIn caller = SignedIn.of(request);
    OrgId org = caller == null ? null : caller.org();
    IdempotencyVault vault =
        new IdempotencyVault(caller == null ? "" : org + " " + caller.token(), key(request));
    byte[] fingerprint = vault.fingerprint(address(request), body);
    switch (rows.claim(org, vault.id(), fingerprint)) {
      case IdempotencyRows.Claim.Ours() -> {
        Ticket ticket = new Ticket(org, vault, new ContentCachingResponseWrapper(response));
        request.setAttribute(TICKET, ticket);
        carryOut(ticket, request, chain);
      }
      case IdempotencyRows.Claim.Done(byte[] answer) -> replay(vault, answer, response);
      case IdempotencyRows.Claim.Pending(Instant since) -> throw pending(since);
      case IdempotencyRows.Claim.Different() ->
          throw Problems.unprocessable(
              "idempotency-key-reused",
              HEADER,
              request.getHeader(HEADER),
              "another request came with this key before",
              "give each request a key of its own, such as a random UUID");
    }
  }

  private void replay(
      IdempotencyVault vault, byte @Nullable [] answer, HttpServletResponse response)
      throws IOException {
    if (answer == null) {
      throw Problems.conflict(
          HEADER,
          null,
          "this request was carried out, and its answer was too large to keep",
          "look at what it made");
    }
    IdempotencyAnswer.read(json, vault.open(answer)).replay(response);
  }

  private ProblemException pending(Instant since) {
    boolean lost = Duration.between(since, clock.instant()).compareTo(LONGEST_REQUEST) > 0;
    return lost
        ? Problems.conflict(
            HEADER,
            null,
            "the server ended while it carried this request out, at about " + since,
            "look whether it was done; if not, send it with a new key")
        : Problems.conflict(
            HEADER,
            null,
            "this request is being carried out since " + since,
            "wait a second and send it again with the same key");
  }

  private void carryOut(Ticket ticket, HttpServletRequest request, FilterChain chain)
      throws ServletException, IOException {
    boolean returned = false;
    try {
      chain.doFilter(request, ticket.response);
      returned = true;
    } finally {
      if (!isAsyncStarted(request)) {
        settle(ticket, returned);
      }
    }
    if (!isAsyncStarted(request)) {
      ticket.response.copyBodyToResponse();
    }
  }

  /** Keeps the answer before it goes out: a client that never gets it can ask again. */
  private void settle(Ticket ticket, boolean returned) {
    ContentCachingResponseWrapper response = ticket.response;
    byte[] id = ticket.vault.id();
    if (!returned || response.getStatus() < 200 || response.getStatus() > 299) {
      rows.release(ticket.org, id);
      return;
    }
    byte[] body = response.getContentAsByteArray();
    byte[] answer =
        body.length > LARGEST_ANSWER
            ? null
            : ticket.vault.seal(IdempotencyAnswer.of(response, body).write(json));
    rows.complete(ticket.org, id, answer);
  }

  private static String key(HttpServletRequest request) {
    String key = request.getHeader(HEADER);
    if (!KEY.matcher(key).matches()) {
      throw Problems.invalid(
          HEADER, key, "give 1 to 255 visible ASCII characters, such as a random UUID");
    }
    return key;
  }

  private static String address(HttpServletRequest request) {
    String query = request.getQueryString();
    return request.getRequestURI() + (query == null ? "" : "?" + query);
  }
}
