package dev.penstock.tenancy;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * The cookie by which a browser keeps its session: no script reads it, no other site's request
 * brings it along, and where the centre is reached by https it never travels without.
 */
@Component
final class SessionCookie {
  private final SignInSettings settings;

  SessionCookie(SignInSettings settings) {
    this.settings = settings;
  }

  void set(String token, HttpServletRequest request, HttpServletResponse response) {
    add(token, Sessions.LIFE, request, response);
  }

  void clear(HttpServletRequest request, HttpServletResponse response) {
    add("", Duration.ZERO, request, response);
  }

  private void add(
      String token, Duration life, HttpServletRequest request, HttpServletResponse response) {
    response.addHeader(
        HttpHeaders.SET_COOKIE,
        ResponseCookie.from(SignInFilter.COOKIE, token)
            .httpOnly(true)
            .sameSite("Strict")
            .secure(settings.isSecure(request))
            .path("/")
            .maxAge(life)
            .build()
            .toString());
  }
}
