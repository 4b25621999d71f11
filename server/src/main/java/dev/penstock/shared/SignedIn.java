package dev.penstock.shared;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Who a request was found to come from, for filters that run behind the sign-in.
 *
 * @param org the organisation it acts for
 * @param token the secret it came with; never log or keep it
 */
public record SignedIn(OrgId org, String token) {
  private static final String ATTRIBUTE = SignedIn.class.getName();

  /** Notes it on the request. */
  public void on(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  /** Who the request comes from; null when it is anonymous. */
  public static @Nullable SignedIn of(HttpServletRequest request) {
    return (SignedIn) request.getAttribute(ATTRIBUTE);
  }

  @Override
  public String toString() {
    return "SignedIn[org=" + org + "]";
  }
}
