package dev.penstock.tenancy;

import dev.penstock.shared.Ids;
import dev.penstock.shared.ListQuery;
import dev.penstock.shared.Page;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** API keys over HTTP. */
@RestController
@RequestMapping("/v1/keys")
final class KeyController {
  private final Keys keys;

  KeyController(Keys keys) {
    this.keys = keys;
  }

  /**
   * A key to make.
   *
   * @param scopes what to narrow it to; left out, it may do whatever its person may
   * @param expiresInDays 1 to 3650; left out, it does not expire
   */
  record NewKey(String name, @Nullable List<Scope> scopes, @Nullable Integer expiresInDays) {}

  /**
   * A key that was made.
   *
   * @param key the secret: it is shown this once
   */
  record KeyCreated(
      UUID id,
      String key,
      String name,
      String prefix,
      List<Scope> scopes,
      Instant createdAt,
      @Nullable Instant expiresAt) {}

  @GetMapping
  Page<ApiKey> listKeys(
      Caller caller,
      @RequestParam(defaultValue = "false") boolean live,
      @RequestParam(required = false) @Nullable String q,
      @RequestParam(required = false) @Nullable String sort,
      @RequestParam(defaultValue = "50") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    return keys.list(caller, live, new ListQuery(q, sort, limit, cursor));
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  KeyCreated createKey(Caller caller, @RequestBody NewKey wanted) {
    Keys.Created created =
        keys.create(
            caller,
            wanted.name,
            wanted.scopes == null ? null : Set.copyOf(wanted.scopes),
            wanted.expiresInDays);
    ApiKey key = created.key();
    return new KeyCreated(
        key.id(),
        created.secret(),
        key.name(),
        key.prefix(),
        key.scopes(),
        key.createdAt(),
        key.expiresAt());
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void revokeKey(Caller caller, @PathVariable String id) {
    keys.revoke(caller, Ids.parse("key", id));
  }
}
