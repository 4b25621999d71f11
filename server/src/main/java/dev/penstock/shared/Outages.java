package dev.penstock.shared;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Says so where the database does not answer a filter, such as the one that knows who asks. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class Outages extends OncePerRequestFilter {
  private static final Logger LOG = LoggerFactory.getLogger(Outages.class);

  private final ProblemWriter problems;

  Outages(ProblemWriter problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      chain.doFilter(request, response);
    } catch (RuntimeException | ServletException e) {
      if (!DatabaseAway.is(e) || response.isCommitted()) {
        throw e;
      }
      LOG.warn("The database does not answer: {}", e.toString());
      response.reset();
      problems.write(response, DatabaseAway.problem());
    }
  }
}
