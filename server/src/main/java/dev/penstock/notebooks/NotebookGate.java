package dev.penstock.notebooks;

import dev.penstock.shared.ProblemException;
import dev.penstock.shared.ProblemWriter;
import dev.penstock.shared.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Stands in front of everything: what comes in by the notebooks' door is answered here or not at
 * all, and nothing else is. The console's session means nothing here; the cookie of an opening
 * does.
 */
final class NotebookGate extends OncePerRequestFilter {
  static final String COOKIE = PassedHeaders.OUR_COOKIES + "notebook";
  private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");
  // what a link on somebody else's page leads to is not opened
  private static final Set<String> OWN_SITES = Set.of("same-origin", "same-site", "none");

  private final NotebookDoor door;
  private final Openings openings;
  private final NotebookRoutes routes;
  private final NotebookProxy proxy;
  private final WebSockets webSockets;
  private final ProblemWriter problems;

  NotebookGate(
      NotebookDoor door,
      Openings openings,
      NotebookRoutes routes,
      NotebookProxy proxy,
      WebSockets webSockets,
      ProblemWriter problems) {
    this.door = door;
    this.openings = openings;
    this.routes = routes;
    this.proxy = proxy;
    this.webSockets = webSockets;
    this.problems = problems;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !door.isOf(request);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain ignored)
      throws ServletException, IOException {
    response.addHeader("Content-Security-Policy", "frame-ancestors 'none'");
    response.addHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Referrer-Policy", "same-origin");
    try {
      NotebookPaths.Place place = NotebookPaths.of(request.getRequestURI());
      if (place == null || !door.isAt(place.notebook(), request)) {
        throw Problems.notFound("address", request.getRequestURI(), "open a notebook instead");
      } else if (place.isOpening()) {
        open(place.notebook(), request, response);
      } else {
        pass(place.notebook(), request, response);
      }
    } catch (ProblemException refused) {
      refuse(request, response, refused);
    }
  }

  private void open(NotebookId id, HttpServletRequest request, HttpServletResponse response) {
    String from = request.getHeader("Sec-Fetch-Site");
    if (!door.hasAddress() && from != null && !OWN_SITES.contains(from)) {
      throw closed();
    }
    String secret = openings.exchange(id, NotebookPaths.ticket(request.getQueryString()));
    if (secret == null) {
      throw closed();
    }
    String base = NotebookPaths.base(id);
    response.addHeader(
        HttpHeaders.SET_COOKIE,
        ResponseCookie.from(COOKIE, secret)
            .path(base)
            .httpOnly(true)
            .secure(door.origin(id, request).startsWith("https:"))
            .sameSite("Lax")
            .build()
            .toString());
    response.setHeader("Cache-Control", "no-store");
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    response.setHeader("Location", base + "tree");
  }

  private void pass(NotebookId id, HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    Openings.Grant grant = openings.grant(id, secret(request));
    if (grant == null) {
      throw closed();
    }
    boolean webSocket = WebSockets.isAskedFor(request);
    if (webSocket || !HARMLESS.contains(request.getMethod())) {
      requireOwnOrigin(id, request, webSocket);
    }
    Path socket = routes.socket(grant);
    if (webSocket) {
      openWebSocket(grant, socket, request, response);
    } else {
      proxy.pass(id, socket, request, response);
    }
  }

  private void openWebSocket(
      Openings.Grant grant, Path socket, HttpServletRequest request, HttpServletResponse response)
      throws ServletException {
    try {
      webSockets.open(grant, socket, request, response);
    } catch (IOException e) {
      throw notThere();
    }
  }

  /** A page of another origin has the cookie sent along all the same, but can't hide what it is. */
  private void requireOwnOrigin(NotebookId id, HttpServletRequest request, boolean needed) {
    String given = request.getHeader("Origin");
    String own =
        door.hasAddress()
            ? door.origin(id, request)
            : request.getScheme() + "://" + request.getHeader("Host");
    if (given == null ? needed : !given.equalsIgnoreCase(own)) {
      throw Problems.forbidden(
          "the request comes from another site: " + given, "use the notebook's own pages");
    }
  }

  private static String secret(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    return cookies == null
        ? ""
        : Arrays.stream(cookies)
            .filter(cookie -> cookie.getName().equals(COOKIE))
            .map(Cookie::getValue)
            .findFirst()
            .orElse("");
  }

  private void refuse(
      HttpServletRequest request, HttpServletResponse response, ProblemException refused)
      throws IOException {
    if (response.isCommitted()) {
      throw new IOException(refused);
    }
    String accept = request.getHeader("Accept");
    if (accept == null || !accept.contains("text/html")) {
      problems.write(response, refused.problem());
      return;
    }
    response.setStatus(refused.problem().status());
    response.setContentType("text/html");
    response.setCharacterEncoding("UTF-8");
    try (InputStream page = new ClassPathResource("notebooks/closed.html").getInputStream()) {
      page.transferTo(response.getOutputStream());
    }
  }

  private static ProblemException closed() {
    return Problems.unauthenticated(
        "this notebook is not open here, or its opening has ended; POST /v1/notebooks/{id}/openings"
            + " opens it");
  }

  /** The notebook does not answer. */
  static ProblemException notThere() {
    return Problems.unavailable(
        "the notebook does not answer", "look at its state; start it again where it has stopped");
  }
}
