package dev.penstock.tenancy;

import dev.penstock.shared.Access;
import dev.penstock.shared.Ids;
import dev.penstock.shared.ListQuery;
import dev.penstock.shared.Page;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The inbox over HTTP. */
@RestController
@RequestMapping("/v1/notifications")
final class NotificationController {
  private final Access access;
  private final InboxChannel inbox;
  private final Messages messages;

  NotificationController(Access access, InboxChannel inbox, Messages messages) {
    this.access = access;
    this.inbox = inbox;
    this.messages = messages;
  }

  /**
   * A notice.
   *
   * @param text in the language that was asked for by Accept-Language: zh-CN or en
   */
  record Notification(
      UUID id,
      String kind,
      Map<String, String> args,
      String text,
      Instant at,
      @Nullable Instant readAt) {}

  @GetMapping
  Page<Notification> listNotifications(
      Caller caller,
      Locale locale,
      @RequestParam(defaultValue = "false") boolean unread,
      @RequestParam(required = false) @Nullable String kind,
      @RequestParam(required = false) @Nullable String sort,
      @RequestParam(defaultValue = "50") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    caller.require(Permission.READ);
    ListQuery query = new ListQuery(null, sort, limit, cursor);
    return access
        .tenant(caller.org(), () -> inbox.list(caller.org(), unread, kind, query))
        .map(notice -> rendered(notice, locale));
  }

  @PostMapping("/{id}/read")
  Notification readNotification(Caller caller, Locale locale, @PathVariable String id) {
    caller.require(Permission.READ);
    UUID notification = Ids.parse("notification", id);
    return rendered(
        access.tenant(caller.org(), () -> inbox.read(caller.org(), notification)), locale);
  }

  private Notification rendered(InboxChannel.Notice notice, Locale locale) {
    return new Notification(
        notice.id(),
        notice.kind(),
        notice.args(),
        messages.text(notice.kind(), notice.args(), locale),
        notice.at(),
        notice.readAt());
  }
}
